package io.celltwin.modbus.transport;

/**
 * Frames of a serial line (MODBUS over Serial Line V1.02, 2.5.1): unit id, PDU, and a checksum of two bytes, the low one first. A frame does
 * not say how long it is; of a response, its function does.
 */
final class RtuFrame {

    static final int CHECKSUM_BYTES = 2;
    static final int MAX_BYTES = 256;

    private static final int INITIAL = 0xFFFF;
    private static final int POLYNOMIAL = 0xA001;
    private static final int IDENTIFICATION_HEAD_BYTES = 8;

    private RtuFrame() {}

    /** @return how many bytes of the buffer the frame takes */
    static int put(byte[] frame, int unit, byte[] pdu) {
        frame[0] = (byte) unit;
        System.arraycopy(pdu, 0, frame, 1, pdu.length);
        int length = pdu.length + 1;
        int checksum = checksum(frame, 0, length);
        frame[length] = (byte) checksum;
        frame[length + 1] = (byte) (checksum >> Byte.SIZE);
        return length + CHECKSUM_BYTES;
    }

    /** The cyclic redundancy check of V1.02, 6.2.2. */
    static int checksum(byte[] bytes, int start, int end) {
        int checksum = INITIAL;
        for (int i = start; i < end; i++) {
            checksum ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                checksum = (checksum & 1) == 0 ? checksum >> 1 : checksum >> 1 ^ POLYNOMIAL;
            }
        }
        return checksum;
    }

    /** Whether a frame with a right checksum takes exactly these bytes. */
    static boolean isIntact(byte[] bytes, int start, int end) {
        int checksum = (bytes[end - 1] & 0xFF) << Byte.SIZE | bytes[end - 2] & 0xFF;
        return checksum(bytes, start, end - CHECKSUM_BYTES) == checksum;
    }

    /**
     * How long a response would be that begins here.
     *
     * @return its bytes with unit and checksum; 0 if it cannot be told yet, negative if none begins here
     */
    static int responseBytes(byte[] bytes, int start, int end) {
        int there = end - start;
        if (there < 3) {
            return 0;
        }
        int function = bytes[start + 1] & 0xFF;
        if (function > 0x80) {
            return 3 + CHECKSUM_BYTES;
        }
        return switch (function) {
            case 1, 2, 3, 4, 23 -> 3 + (bytes[start + 2] & 0xFF) + CHECKSUM_BYTES;
            case 5, 6, 15, 16 -> 6 + CHECKSUM_BYTES;
            case 22 -> 8 + CHECKSUM_BYTES;
            case 43 -> identificationBytes(bytes, start, end);
            default -> -1;
        };
    }

    private static int identificationBytes(byte[] bytes, int start, int end) {
        int at = start + IDENTIFICATION_HEAD_BYTES;
        if (at > end) {
            return 0;
        }
        for (int left = bytes[at - 1] & 0xFF; left > 0; left--) {
            if (at + 2 > end) {
                return at - start > MAX_BYTES ? -1 : 0;
            }
            at += 2 + (bytes[at + 1] & 0xFF);
        }
        return at - start + CHECKSUM_BYTES;
    }
}
