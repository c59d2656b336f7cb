package io.celltwin.adapter.edge;

import java.util.List;

/**
 * Judges whether a value differs enough from another to be told.
 */
final class ValueChange {

    private ValueChange() {}

    /**
     * @param told the value told last
     * @param now the value now
     * @param deadband the greatest difference of numbers that is not worth telling, not negative
     */
    static boolean isWorthTelling(Object told, Object now, double deadband) {
        if (told instanceof Number before && now instanceof Number after) {
            return deadband == 0
                    ? !before.equals(after)
                    : Math.abs(after.doubleValue() - before.doubleValue()) > deadband;
        }
        if (told instanceof List<?> before && now instanceof List<?> after) {
            if (before.size() != after.size()) {
                return true;
            }
            for (int i = 0; i < before.size(); i++) {
                if (isWorthTelling(before.get(i), after.get(i), deadband)) {
                    return true;
                }
            }
            return false;
        }
        return !told.equals(now);
    }
}
