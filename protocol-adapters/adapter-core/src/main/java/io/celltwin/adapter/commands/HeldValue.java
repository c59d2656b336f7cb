package io.celltwin.adapter.commands;

import java.util.List;

/** Compares what was written with what a device holds. */
final class HeldValue {

    /** A device may keep a fraction in single precision, whose relative error is 2^-24, or 6e-8, and scale it. */
    private static final double RELATIVE_TOLERANCE = 1e-6;

    private HeldValue() {}

    static boolean isSame(Object written, Object held) {
        if (written instanceof Number wanted && held instanceof Number present) {
            double tolerance =
                    RELATIVE_TOLERANCE * Math.max(Math.abs(wanted.doubleValue()), Math.abs(present.doubleValue()));
            return Math.abs(wanted.doubleValue() - present.doubleValue()) <= tolerance;
        }
        if (written instanceof List<?> wanted && held instanceof List<?> present) {
            return wanted.size() == present.size() && allSame(wanted, present);
        }
        return written.equals(held);
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
