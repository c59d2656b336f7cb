package io.celltwin.modbus.codec;

import java.util.OptionalLong;

/** Binary-coded decimal numbers: a digit in each four bits, the most significant first. */
final class DecimalDigits {

    private static final int BITS = 4;
    private static final int MASK = 0xF;
    private static final int BASE = 10;

    private DecimalDigits() {}

    /** The number; empty if one of the digits is above 9. */
    static OptionalLong decode(long raw) {
        long number = 0;
        for (int shift = Long.SIZE - BITS; shift >= 0; shift -= BITS) {
            long digit = raw >>> shift & MASK;
            if (digit >= BASE) {
                return OptionalLong.empty();
            }
            number = number * BASE + digit;
        }
        return OptionalLong.of(number);
    }

    static long encode(long number) {
        long raw = 0;
        long left = number;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            raw |= left % BASE << shift;
            left /= BASE;
        }
        return raw;
    }
}
