package io.celltwin.maintenance.effectiveness;

import java.util.OptionalDouble;

/**
 * What a counter has counted since the last look. A counter that is smaller than before began anew, or, when it was near the most
 * that it can show, rolled over.
 */
final class Counter {

    /** From this part of the most on a counter that is small again has rolled over. */
    private static final double NEAR_MOST = 0.9;

    private static final double SMALL = 0.1;

    private final OptionalDouble most;
    private OptionalDouble last;

    Counter(OptionalDouble most, OptionalDouble last) {
        this.most = most;
        this.last = last;
    }

    OptionalDouble last() {
        return last;
    }

    /** Takes the counter's value; returns how many were counted since the one before. */
    double counted(double value) {
        double counted = last.isPresent() ? difference(last.getAsDouble(), value) : 0;
        last = OptionalDouble.of(value);
        return counted;
    }

    private double difference(double before, double now) {
        if (now >= before) {
            return now - before;
        }
        boolean rolledOver =
                most.isPresent() && before > NEAR_MOST * most.getAsDouble() && now < SMALL * most.getAsDouble();
        return rolledOver ? most.getAsDouble() - before + now : now;
    }
}
