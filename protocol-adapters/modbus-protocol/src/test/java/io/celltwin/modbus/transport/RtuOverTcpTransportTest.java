package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.modbus.pdu.IdentificationRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RtuOverTcpTransportTest extends TransportContract {

    @Override
    ScriptedPeer newPeer() throws IOException {
        return new SocketPeer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), true, Optional.empty());
    }

    @Test
    void findsTheAnswerInNoise() throws Exception {
        open((number, request) -> {
            request.send(new byte[] {0, 1, 3, (byte) 0xFA, 17});
            request.answer(request.unit(), register(1));
        });

        assertThat(read(1, LONG)).isEqualTo("03020001");
    }

    @Test
    void takesNothingWithAWrongChecksum() throws Exception {
        open((number, request) -> request.send(HexFormat.of().parseHex("010302000A3844")));

        assertThatThrownBy(() -> read(1, SHORT))
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("no answer within 200 ms, but an answer that is no Modbus frame");
        assertThat(rejected).containsExactly(Rejection.MALFORMED);
    }

    @Test
    void sendsTheFrameOfTheSpecificationsExampleChecksum() throws Exception {
        byte[] frame = new byte[RtuFrame.MAX_BYTES];

        // The checksum of unit 2, function 7 is the example of MODBUS over Serial Line V1.02, 6.2.2.
        assertThat(RtuFrame.put(frame, 2, new byte[] {7})).isEqualTo(4);
        assertThat(HexFormat.of().formatHex(frame, 0, 4)).isEqualTo("02074112");
    }

    @Test
    void forgetsWhatCameBeforeTheRequest() throws Exception {
        open((number, request) -> {
            request.answer(request.unit(), register(number));
            if (number == 0) {
                request.answer(request.unit(), register(666));
            }
        });

        assertThat(read(1, LONG)).isEqualTo("03020000");
        // The second answer is there before the next request is made.
        assertThat(read(2, LONG)).isEqualTo("03020001");
        assertThat(read(1, LONG)).isEqualTo("03020002");
    }

    @Test
    void knowsHowLongADeviceIdentificationIs() {
        byte[] identification = HexFormat.of().parseHex("2b0e01010000030003416263010258310203312e30");
        byte[] framed = new byte[RtuFrame.MAX_BYTES];
        int length = RtuFrame.put(framed, 1, identification);

        assertThat(new IdentificationRequest(0).rejection(identification)).isEmpty();
        assertThat(RtuFrame.responseBytes(framed, 0, length)).isEqualTo(length);
        for (int part = 0; part < length - RtuFrame.CHECKSUM_BYTES; part++) {
            assertThat(RtuFrame.responseBytes(framed, 0, part)).isIn(0, length);
        }
    }
}
