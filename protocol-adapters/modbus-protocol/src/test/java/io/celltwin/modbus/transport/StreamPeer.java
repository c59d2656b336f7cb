package io.celltwin.modbus.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Serves one stream of bytes, in frames of Modbus TCP or of a serial line. Its requests have five bytes, as most do. */
final class StreamPeer {

    private static final int PDU_BYTES = 5;

    private final boolean rtu;

    StreamPeer(boolean rtu) {
        this.rtu = rtu;
    }

    void serve(InputStream from, OutputStream out, ScriptedPeer.Script script) throws IOException {
        DataInputStream in = new DataInputStream(from);
        int head = rtu ? 1 : Mbap.HEADER_BYTES;
        int tail = rtu ? RtuFrame.CHECKSUM_BYTES : 0;
        for (int number = 0; ; number++) {
            byte[] frame = new byte[head + PDU_BYTES + tail];
            in.readFully(frame);
            byte[] pdu = Arrays.copyOfRange(frame, head, head + PDU_BYTES);
            script.answer(number, new Received(frame, frame[head - 1] & 0xFF, pdu, out));
        }
    }

    private final class Received implements ScriptedPeer.Request {

        private final byte[] frame;
        private final int unit;
        private final byte[] pdu;
        private final OutputStream out;

        private Received(byte[] frame, int unit, byte[] pdu, OutputStream out) {
            this.frame = frame;
            this.unit = unit;
            this.pdu = pdu;
            this.out = out;
        }

        @Override
        public int unit() {
            return unit;
        }

        @Override
        public byte[] pdu() {
            return pdu;
        }

        @Override
        public void answer(int answering, byte[] response) throws IOException {
            byte[] bytes = new byte[Mbap.MAX_FRAME_BYTES];
            int length = rtu
                    ? RtuFrame.put(bytes, answering, response)
                    : Mbap.put(bytes, Mbap.transactionId(frame), answering, response);
            send(Arrays.copyOf(bytes, length));
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            synchronized (out) {
                out.write(bytes);
                out.flush();
            }
        }
    }
}
