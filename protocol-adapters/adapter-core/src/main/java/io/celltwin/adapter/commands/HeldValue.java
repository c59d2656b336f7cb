package io.celltwin.adapter.commands;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Compares what was written with what a device holds. */
final class HeldValue {

    /** A device may keep a fraction in single precision, whose relative error is 2^-24, or 6e-8, and scale it. */
    private static final double RELATIVE_TOLERANCE = 1e-6;

    private HeldValue() {}

    static boolean isSame(Object written, Object held) {
        if (isWhole(written) && isWhole(held)) {
            return ((Number) written).longValue() == ((Number) held).longValue();
        }
        if (written instanceof Number wanted && held instanceof Number present) {
            double tolerance =
                    RELATIVE_TOLERANCE * Math.max(Math.abs(wanted.doubleValue()), Math.abs(present.doubleValue()));
            return Math.abs(wanted.doubleValue() - present.doubleValue()) <= tolerance;
        }
        if (written instanceof List<?> wanted && held instanceof List<?> present) {
            return wanted.size() == present.size() && allSame(wanted, present);
        }
        return written instanceof String wanted && held instanceof String present
                ? isSameText(wanted, present)
                : written.equals(held);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer;
    }

    /** GUIDs and hexadecimal digits are read back in one case, times in UTC. */
    private static boolean isSameText(String written, String held) {
        return written.equalsIgnoreCase(held) || isSameTime(written, held);
    }

    private static boolean isSameTime(String written, String held) {
        try {
            return Instant.parse(written).equals(Instant.parse(held));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean allSame(List<?> wanted, List<?> present) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!isSame(wanted.get(i), present.get(i))) {
                return false;
            }
        }
        return true;
    }
}
