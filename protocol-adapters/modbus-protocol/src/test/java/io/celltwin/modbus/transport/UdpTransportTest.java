package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UdpTransportTest extends TransportContract {

    @Override
    ScriptedPeer newPeer() throws SocketException {
        return new UdpPeer();
    }

    @Test
    void passesOverDatagramsThatAreNoFrames() throws Exception {
        open((number, request) -> {
            request.send(new byte[] {1, 2, 3});
            request.send(new byte[600]);
            request.send(new byte[] {0, 1, 0, 0, 0, 5, 1, 3, 2, 0});
            request.answer(request.unit(), register(1));
        });

        assertThat(read(1, LONG)).isEqualTo("03020001");
        assertThat(rejected).hasSize(3).containsOnly(Rejection.MALFORMED);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        transport.open(LONG);
        peer.close();

        assertThatThrownBy(() -> {
                    read(1, SHORT);
                    read(1, SHORT);
                })
                .hasMessageStartingWith("nobody listens at UDP port");
    }

    private static final class UdpPeer implements ScriptedPeer {

        private final DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        UdpPeer() throws SocketException {}

        @Override
        public void serve(Script script) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            receive(script);
                        } catch (IOException e) {
                            // Ended by the test.
                        }
                    },
                    "scripted-peer");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public ModbusTransport transport(RejectionListener listener) {
            return new UdpTransport("127.0.0.1", socket.getLocalPort(), listener);
        }

        @Override
        public void close() {
            socket.close();
        }

        private void receive(Script script) throws IOException {
            for (int number = 0; ; number++) {
                DatagramPacket packet = new DatagramPacket(new byte[300], 300);
                socket.receive(packet);
                byte[] frame = Arrays.copyOf(packet.getData(), packet.getLength());
                script.answer(number, new Received(frame, packet));
            }
        }

        private final class Received implements Request {

            private final byte[] frame;
            private final DatagramPacket packet;

            private Received(byte[] frame, DatagramPacket packet) {
                this.frame = frame;
                this.packet = packet;
            }

            @Override
            public int unit() {
                return Mbap.unit(frame);
            }

            @Override
            public byte[] pdu() {
                return Mbap.pdu(frame, frame.length);
            }

            @Override
            public void answer(int unit, byte[] pdu) throws IOException {
                byte[] bytes = new byte[Mbap.MAX_FRAME_BYTES];
                int length = Mbap.put(bytes, Mbap.transactionId(frame), unit, pdu);
                send(Arrays.copyOf(bytes, length));
            }

            @Override
            public void send(byte[] bytes) throws IOException {
                socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        }
    }
}
