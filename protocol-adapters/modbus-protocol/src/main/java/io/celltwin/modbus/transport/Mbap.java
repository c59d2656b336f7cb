package io.celltwin.modbus.transport;

import java.util.Arrays;

/**
 * Frames of Modbus TCP (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, 3.1.3): a header of seven bytes - transaction id,
 * protocol id (0), length of what follows, unit id - and a PDU.
 */
final class Mbap {

    static final int HEADER_BYTES = 7;
    static final int MAX_PDU_BYTES = 253;
    static final int MAX_FRAME_BYTES = HEADER_BYTES + MAX_PDU_BYTES;
    static final int MAX_TRANSACTION_ID = 0xFFFF;

    private static final int LENGTH_ENDS_AT = 6;
    private static final int SHORTEST_LENGTH = 2;

    private Mbap() {}

    /** @return how many bytes of the buffer the frame takes */
    static int put(byte[] frame, int transactionId, int unit, byte[] pdu) {
        int length = pdu.length + 1;
        frame[0] = (byte) (transactionId >> Byte.SIZE);
        frame[1] = (byte) transactionId;
        frame[2] = 0;
        frame[3] = 0;
        frame[4] = (byte) (length >> Byte.SIZE);
        frame[5] = (byte) length;
        frame[6] = (byte) unit;
        System.arraycopy(pdu, 0, frame, HEADER_BYTES, pdu.length);
        return HEADER_BYTES + pdu.length;
    }

    /** How many bytes a frame has whose header this is; negative if it is none. */
    static int frameBytes(byte[] frame) {
        int length = unsignedShort(frame, 4);
        return unsignedShort(frame, 2) != 0 || length < SHORTEST_LENGTH || length > MAX_PDU_BYTES + 1
                ? -1
                : LENGTH_ENDS_AT + length;
    }

    static int transactionId(byte[] frame) {
        return unsignedShort(frame, 0);
    }

    static int unit(byte[] frame) {
        return frame[6] & 0xFF;
    }

    static byte[] pdu(byte[] frame, int frameBytes) {
        return Arrays.copyOfRange(frame, HEADER_BYTES, frameBytes);
    }

    private static int unsignedShort(byte[] frame, int index) {
        return (frame[index] & 0xFF) << Byte.SIZE | frame[index + 1] & 0xFF;
    }
}
