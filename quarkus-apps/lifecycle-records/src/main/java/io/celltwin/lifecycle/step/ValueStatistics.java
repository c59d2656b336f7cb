package io.celltwin.lifecycle.step;

import java.time.Duration;
import java.time.Instant;

/**
 * Mean, spread and extremes of one value while a step runs. Twins report a value only when it changes, so each value
 * weighs as long as it held, but for the time in which it was not known: mean and variance are the weighted ones of D. H. D. West, "Updating mean and variance
 * estimates: an improved method", Communications of the ACM 22 (1979), with the holding time in seconds as weight.
 */
final class ValueStatistics {
    private long count;
    private double weightS;
    private double mean;
    private double squaredDeviations;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double held = Double.NaN;
    private Instant heldSince;
    private boolean known = true;

    private ValueStatistics() {}

    /** Nothing seen yet. */
    static ValueStatistics empty() {
        return new ValueStatistics();
    }

    /** Starts from a value that was there before; it weighs from now on but does not count as seen. */
    static ValueStatistics startingFrom(double value, Instant at) {
        ValueStatistics statistics = new ValueStatistics();
        statistics.hold(value, at);
        return statistics;
    }

    /** Goes on from where others stood. */
    static ValueStatistics of(MachineState.Statistics state) {
        ValueStatistics statistics = new ValueStatistics();
        statistics.count = state.count();
        statistics.weightS = state.weightS();
        statistics.mean = state.mean();
        statistics.squaredDeviations = state.squaredDeviations();
        statistics.hold(state.held(), state.heldSince());
        statistics.minimum = state.minimum();
        statistics.maximum = state.maximum();
        statistics.known = state.known();
        return statistics;
    }

    /** Where they stand; there must have been a value. */
    MachineState.Statistics state() {
        return new MachineState.Statistics(
                count, weightS, mean, squaredDeviations, held, heldSince, minimum, maximum, known);
    }

    /** The value is not known from then on: it is not good, or its device is not connected. */
    void suspend(Instant at) {
        if (heldSince != null && at.isAfter(heldSince)) {
            weigh(at);
            heldSince = at;
        }
        known = false;
    }

    /** The value that held is known again. */
    void resume(Instant at) {
        if (heldSince != null && !known && at.isAfter(heldSince)) {
            heldSince = at;
        }
        known = true;
    }

    /** Takes a new value; one whose time lies before the last one's is taken as of the last one's time. */
    void add(double value, Instant at) {
        count++;
        Instant notBefore = heldSince != null && at.isBefore(heldSince) ? heldSince : at;
        weigh(notBefore);
        known = true;
        hold(value, notBefore);
    }

    /** The statistics up to that time; {@code null} if there was no value at all. */
    Summary summary(Instant until) {
        if (heldSince == null) {
            return null;
        }
        if (until.isAfter(heldSince)) {
            weigh(until);
            heldSince = until;
        }
        double spread = weightS > 0 ? Math.sqrt(squaredDeviations / weightS) : 0;
        return new Summary(count, weightS > 0 ? mean : held, spread, minimum, maximum, held, weightS);
    }

    private void hold(double value, Instant at) {
        held = value;
        heldSince = at;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
    }

    private void weigh(Instant until) {
        if (heldSince == null || !known) {
            return;
        }
        double weight = Duration.between(heldSince, until).toNanos() / 1e9;
        if (weight > 0) {
            weightS += weight;
            double difference = held - mean;
            // The fraction first: it is exactly 1 for the first value, and never lets the shift pass the difference.
            double shift = difference * (weight / weightS);
            mean += shift;
            squaredDeviations += weight * difference * (difference - shift);
        }
    }

    /**
     * Statistics of one value, in the value's own unit.
     *
     * @param count how many new values were seen
     * @param mean weighted by holding time
     * @param standardDeviation likewise, of the population
     * @param minimum the least value that held
     * @param maximum the greatest
     * @param last the value that held at the end
     * @param weightS for how long the value was known, seconds
     */
    record Summary(
            long count,
            double mean,
            double standardDeviation,
            double minimum,
            double maximum,
            double last,
            double weightS) {}
}
