package io.celltwin.lifecycle.recall;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a recall is about. */
public sealed interface RecallCriterion {
    /** In words, for whoever reads the answer. */
    String text();

    /**
     * A material lot, or another thing of the genealogy.
     *
     * @param thing its id
     */
    record Part(String thing) implements RecallCriterion {
        @Override
        public String text() {
            return "everything made of " + thing;
        }
    }

    /**
     * What was in a machine during a time.
     *
     * @param machine thing id of the machine
     * @param from the beginning
     * @param to the end, exclusive
     */
    record Machine(String machine, Instant from, Instant to) implements RecallCriterion {
        @Override
        public String text() {
            return "everything that was in %s from %s to %s".formatted(machine, from, to);
        }
    }

    /**
     * Where a process value or measurement was outside a window.
     *
     * @param name of the value, such as {@code dryer/zone1Temperature} or {@code capacity}
     * @param below the least that is good
     * @param above the most that is good
     * @param machine only on this machine or instrument
     * @param from the beginning
     * @param to the end, exclusive
     */
    record Parameter(
            String name, OptionalDouble below, OptionalDouble above, Optional<String> machine, Instant from, Instant to)
            implements RecallCriterion {
        @Override
        public String text() {
            return "everything whose %s was %s%s%s%s from %s to %s"
                    .formatted(
                            name,
                            below.isPresent() ? "below " + below.getAsDouble() : "",
                            below.isPresent() && above.isPresent() ? " or " : "",
                            above.isPresent() ? "above " + above.getAsDouble() : "",
                            machine.map(id -> " on " + id).orElse(""),
                            from,
                            to);
        }
    }
}
