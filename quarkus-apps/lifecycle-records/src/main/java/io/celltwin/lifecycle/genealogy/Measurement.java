package io.celltwin.lifecycle.genealogy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A test has measured a thing of the genealogy.
 *
 * @param thing id of the thing measured
 * @param at when
 * @param by who says so
 * @param test which test, such as {@code end of line}
 * @param instrument what measured it
 * @param values by name, such as {@code capacity}
 */
public record Measurement(
        String thing, Instant at, String by, String test, Optional<String> instrument, Map<String, Value> values) {
    /** Copies the values in the order of their names. */
    public Measurement {
        values = new TreeMap<>(values);
    }

    /**
     * One value.
     *
     * @param value the number
     * @param unit its unit
     * @param minimum the least that the test takes
     * @param maximum the most that the test takes
     */
    public record Value(double value, String unit, Optional<Double> minimum, Optional<Double> maximum) {}
}
