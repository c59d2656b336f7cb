package io.celltwin.modbus.pdu;

import java.util.Arrays;
import java.util.Optional;

/** Puts together the bytes of request PDUs, and compares those of responses. */
final class Pdu {

    private static final int ITEM_BYTES = 2;

    private Pdu() {}

    /** A function code and numbers of two bytes each, then further bytes. */
    static byte[] of(int function, int[] numbers, byte... more) {
        byte[] pdu = new byte[1 + numbers.length * ITEM_BYTES + more.length];
        pdu[0] = (byte) function;
        for (int i = 0; i < numbers.length; i++) {
            pdu[1 + i * ITEM_BYTES] = (byte) (numbers[i] >> Byte.SIZE);
            pdu[2 + i * ITEM_BYTES] = (byte) numbers[i];
        }
        System.arraycopy(more, 0, pdu, 1 + numbers.length * ITEM_BYTES, more.length);
        return pdu;
    }

    /** A count of bytes and these. */
    static byte[] counted(byte[] bytes) {
        byte[] counted = new byte[bytes.length + 1];
        counted[0] = (byte) bytes.length;
        System.arraycopy(bytes, 0, counted, 1, bytes.length);
        return counted;
    }

    /** Whether a response says that so many bytes follow, and so many do. */
    static Optional<String> lengthMismatch(byte[] response, int expected) {
        int given = response.length < 2 ? -1 : response[1] & 0xFF;
        if (given != response.length - 2) {
            return Optional.of("answer that says it has %d bytes and has %d"
                    .formatted(Math.max(given, 0), Math.max(response.length - 2, 0)));
        }
        return given == expected
                ? Optional.empty()
                : Optional.of("answer of %d bytes where %d were asked for".formatted(given, expected));
    }

    /** Whether a response repeats what was asked, as those to writes do. */
    static Optional<String> echoMismatch(byte[] response, byte[] expected) {
        return Arrays.equals(response, expected)
                ? Optional.empty()
                : Optional.of("answer that does not repeat what was to be written");
    }
}
