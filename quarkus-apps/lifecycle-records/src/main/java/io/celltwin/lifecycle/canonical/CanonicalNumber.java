package io.celltwin.lifecycle.canonical;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as RFC 8785, section 3.2.2.3, wants them: as ECMAScript's {@code Number::toString} writes them, with the fewest
 * digits that lead back to the same double. Java's own {@code Double.toString} does that only from version 19 on, and the
 * bytes must not depend on the Java that wrote them.
 */
final class CanonicalNumber {
    /** Enough digits for every double. */
    private static final int MOST_DIGITS = 17;

    private CanonicalNumber() {}

    static void write(Number number, StringBuilder out) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.append(number.longValue());
        } else if (number instanceof BigInteger whole) {
            out.append(whole);
        } else {
            write(number.doubleValue(), out);
        }
    }

    private static void write(double number, StringBuilder out) {
        if (!Double.isFinite(number)) {
            out.append('"').append(number).append('"');
        } else if (number == 0) {
            out.append('0'); // minus zero, too
        } else {
            if (number < 0) {
                out.append('-');
            }
            layOut(shortest(Math.abs(number)), out);
        }
    }

    /** The decimal with the fewest digits that is read as that double; of several the nearest one. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
        for (int digits = MOST_DIGITS - 1; digits > 0; digits--) {
            BigDecimal shorter = nearestThatLeadsBack(exact, number, digits);
            if (shorter == null) {
                break;
            }
            shortest = shorter;
        }
        return shortest.stripTrailingZeros();
    }

    /** Beside a power of two the nearest decimal may belong to another double, and the one on the other side to this. */
    private static BigDecimal nearestThatLeadsBack(BigDecimal exact, double number, int digits) {
        BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
        boolean belowFits = below.doubleValue() == number;
        boolean aboveFits = above.doubleValue() == number;
        if (belowFits && aboveFits) {
            int nearer = exact.subtract(below).compareTo(above.subtract(exact));
            boolean evenBelow = below.unscaledValue().testBit(0) == false;
            return nearer < 0 || nearer == 0 && evenBelow ? below : above;
        }
        if (belowFits) {
            return below;
        }
        return aboveFits ? above : null;
    }

    /** ECMA-262, Number::toString, for a number s * 10^(n - k) whose digits s are k. */
    private static void layOut(BigDecimal number, StringBuilder out) {
        String digits = number.unscaledValue().toString();
        int count = digits.length();
        int point = count - number.scale();
        if (count <= point && point <= 21) {
            out.append(digits).append("0".repeat(point - count));
        } else if (0 < point && point <= 21) {
            out.append(digits, 0, point).append('.').append(digits, point, count);
        } else if (-6 < point && point <= 0) {
            out.append("0.").append("0".repeat(-point)).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (count > 1) {
                out.append('.').append(digits, 1, count);
            }
            int exponent = point - 1;
            out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
        }
    }
}
