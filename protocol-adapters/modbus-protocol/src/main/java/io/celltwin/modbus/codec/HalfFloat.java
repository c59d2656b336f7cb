package io.celltwin.modbus.codec;

/** Numbers of IEEE 754 binary16, which Java 17 does not know: one bit of sign, five of exponent with bias 15, ten of fraction. */
final class HalfFloat {

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int BIAS = 15;
    private static final int HIGHEST_EXPONENT = 0x1F;
    private static final int SIGN = 0x8000;
    private static final int INFINITE = HIGHEST_EXPONENT << FRACTION_BITS;
    /** The exponent of the least number, 2^-24, of which every number below 2^-14 is a multiple. */
    private static final int LEAST_EXPONENT = 1 - BIAS - FRACTION_BITS;

    private HalfFloat() {}

    static double toDouble(int bits) {
        int exponent = bits >> FRACTION_BITS & HIGHEST_EXPONENT;
        int fraction = bits & FRACTION;
        double magnitude;
        if (exponent == HIGHEST_EXPONENT) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, LEAST_EXPONENT);
        } else {
            magnitude = Math.scalb((double) (fraction | FRACTION + 1), exponent + LEAST_EXPONENT - 1);
        }
        return (bits & SIGN) == 0 ? magnitude : -magnitude;
    }

    /** The nearest, of two the even one; infinite if the number is too large. */
    static int ofDouble(double number) {
        int sign = Double.doubleToRawLongBits(number) < 0 ? SIGN : 0;
        double magnitude = Math.abs(number);
        int exponent = Math.max(Math.getExponent(magnitude), 1 - BIAS);
        if (exponent > BIAS) {
            return sign | INFINITE;
        }
        long steps = (long) Math.rint(Math.scalb(magnitude, FRACTION_BITS - exponent));
        // The leading one of a normal number is not stored: it raises the exponent by one, as a carry of rounding does.
        return sign | Math.toIntExact(((long) (exponent + BIAS - 1) << FRACTION_BITS) + steps);
    }

    static boolean isInfinite(int bits) {
        return (bits & ~SIGN) == INFINITE;
    }
}
