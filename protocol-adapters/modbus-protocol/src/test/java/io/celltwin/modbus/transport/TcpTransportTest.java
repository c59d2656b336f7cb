package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTransportTest extends TransportContract {

    @Override
    ScriptedPeer newPeer() throws IOException {
        return new SocketPeer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), false, Optional.empty());
    }

    @Test
    void readsOnAfterATimeOutInTheMiddleOfAnAnswer() throws Exception {
        open((number, request) ->
                request.send(hex(number == 0 ? "0001 0000 00" : "05 01 03 02 000A 0002 0000 0005 01 03 02 000B")));

        assertThatThrownBy(() -> read(1, SHORT))
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("no answer within 200 ms");
        assertThat(read(1, LONG)).isEqualTo("0302000B");
        assertThat(rejected).containsExactly(Rejection.LATE);
    }

    @Test
    void passesOverAnswersToRequestsThatNobodyMade() throws Exception {
        open((number, request) -> request.send(hex("0063 0000 0005 01 03 02 0042 0001 0000 0005 01 03 02 0001")));

        assertThat(read(1, LONG)).isEqualTo("03020001");
        assertThat(rejected).containsExactly(Rejection.UNKNOWN_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001 0001 0005 01 03 02 0001", "0001 0000 0001 01", "0001 0000 ffff 01 03 02 0001"})
    void endsTheLineWhereNobodyCanTellWhereTheNextFrameBegins(String bytes) throws Exception {
        open((number, request) -> request.send(hex(bytes)));

        assertThatThrownBy(() -> read(1, LONG))
                .isNotInstanceOf(NoAnswerException.class)
                .hasMessageContaining("is no Modbus TCP");
        assertThat(rejected).containsExactly(Rejection.MALFORMED);
    }

    @Test
    void leavesAPeerThatNeverStopsAnsweringOtherRequests() throws Exception {
        open((number, request) -> {
            while (true) {
                request.send(hex("0063 0000 0005 01 03 02 0042"));
            }
        });

        assertThatThrownBy(() -> read(1, SHORT))
                .hasMessage("no answer within 200 ms, but an answer to another request");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
