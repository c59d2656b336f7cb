package io.celltwin.battery.capacity;

import io.celltwin.battery.capacity.CapacityMeasurement.Evidence;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a discharge that is over says of the capacity, or why it says nothing. {@code C = Q / share}, with the standard error
 * from sampling, gaps, sensor and window:
 *
 * <pre>
 * se(C)² = (var(Q) + (gain * Q)² + var(offset) ) / share² + (C * se(share) / share)²
 * </pre>
 *
 * <p>
 * The offset of the current sensor is what it shows at rest both before and after the discharge. A small discharging current
 * before may be real instead, and is if the voltage fell with it, or if it is gone afterwards.
 */
final class DischargeVerdict {

    /** Current sensors of battery management systems measure within a few parts in a thousand. */
    static final double GAIN_ERROR = 0.002;
    /** Errors of the share: at an end that was seen full or empty, at one near empty, and by the state of charge. */
    private static final double SEEN_END = 0.003;

    private static final double NEAR_END = 0.004;
    static final double STATE_OF_CHARGE = 0.02;
    /** By how much a state of charge may have moved unnoticed together with the voltage. */
    private static final double STEPPED = 0.03;

    private static final double LEAST_SHARE = 0.25;
    private static final double SELF_DISCHARGE_PER_DAY = 0.001;
    /** Charge, relative to the nominal capacity, that may hide in a gap or a time without current. */
    static final double MOST_DOUBTFUL = 0.02;

    private static final double MOST_LOST = 0.015;
    /** More charge than any battery of this nominal capacity gives, by far: a matter of units. */
    private static final double ABSURD = 20;

    private static final double MOST_ERROR_FULL = 0.025;
    private static final double MOST_ERROR_PARTIAL = 0.08;
    /** What a current sensor shows at rest must be below this multiple of 1/h of the nominal capacity. */
    static final double QUIET_RATE = 0.1;

    /** What came in and what goes out may differ by this part of the nominal capacity: for the rate, and for losses. */
    private static final double BALANCE = 0.12;

    private static final double LEAST_OFFSET = 0.004;
    /** How many standard deviations a noisy current may be away. */
    private static final double MOST_NOISES = 3;

    /** A cell's voltage falls by at least this much for its whole charge near full, V. */
    private static final double LEAST_FALL = 0.2;

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double SECONDS_PER_DAY = 86_400;

    private final Measurement measurement;
    private final BatterySample end;
    private final OptionalDouble endStateOfCharge;
    private final boolean seenEmpty;
    private final VoltageStep step;
    private final double nominal;
    private final double offset;
    private final double offsetError;

    /**
     * @param end the first sample at rest after it
     * @param seenEmpty whether the voltage says that the battery is empty
     * @param endStateOfCharge the state of charge then, if it is believed; %
     * @param step whether the voltage stepped
     */
    DischargeVerdict(
            Measurement measurement,
            BatterySample end,
            boolean seenEmpty,
            OptionalDouble endStateOfCharge,
            VoltageStep step,
            double nominal) {
        this.measurement = measurement;
        this.end = end;
        this.seenEmpty = seenEmpty;
        this.endStateOfCharge = endStateOfCharge;
        this.step = step;
        this.nominal = nominal;
        double noise = noise();
        double before = measurement.restCurrent();
        double after = Math.abs(before - end.current()) <= MOST_NOISES * noise ? before : end.current();
        boolean known = Math.abs(before) <= QUIET_RATE * nominal && Math.abs(after) <= QUIET_RATE * nominal;
        double smaller = Math.min(Math.abs(before), Math.abs(after));
        boolean same = before * after > 0
                && Math.abs(before - after)
                        <= Math.max(0.25 * Math.max(Math.abs(before), Math.abs(after)), 0.003 * nominal);
        boolean constant = known && same && smaller > Math.max(LEAST_OFFSET * nominal, noise);
        this.offset = constant && !realBefore() ? (before + after) / 2 : 0;
        double unknown = offset != 0
                ? Math.max(Math.abs(before - after) / 2, 0.1 * Math.abs(offset))
                : known && before * after > 0 ? smaller / Math.sqrt(3) : 0;
        // An offset that became another in between did so nobody knows when.
        double changed = known && !realBefore() ? Math.abs(before - after) / Math.sqrt(3) : 0;
        // No battery is charged by the same current before and after: such a sensor shows anything.
        double large = !known && same && before > 0 ? smaller : 0;
        this.offsetError = Math.hypot(Math.max(Math.max(unknown, changed), large), noise);
    }

    /** Standard deviation of what a noisy sensor shows, each value alone; A. */
    private double noise() {
        return hours() > 0
                ? Math.sqrt(measurement.charge().noise() * measurement.load().samples()) / hours()
                : 0;
    }

    /** Whether the small current before the load moved the voltage, so that it is real. */
    private boolean realBefore() {
        return measurement.restCharge() > MOST_DOUBTFUL * nominal
                && measurement.restFall() >= LEAST_FALL * measurement.restCharge() / nominal;
    }

    /** Why it says nothing of the capacity. */
    Optional<Discard> discard() {
        ChargeTally tally = measurement.charge();
        if (tally.charge() > ABSURD * nominal) {
            return Optional.of(Discard.CLOCK_UNIT);
        }
        if (tally.lost() > MOST_LOST * nominal) {
            return Optional.of(Discard.CURRENT_LOST);
        }
        if (!tally.certain(nominal)) {
            return Optional.of(Discard.GAP);
        }
        if (seenEmpty && step.found()) {
            return Optional.of(Discard.VOLTAGE_STEP);
        }
        if (byVoltage() && stuckCharged()) {
            return Optional.of(Discard.STATE_OF_CHARGE);
        }
        if (byVoltage() && unbalanced()) {
            return Optional.of(Discard.UNBALANCED);
        }
        if (!(share() >= LEAST_SHARE)) {
            return Optional.of(Discard.PARTIAL);
        }
        if (!(capacity() >= DischargeMeter.LEAST_CAPACITY * nominal
                && capacity() <= DischargeMeter.MOST_CAPACITY * nominal)) {
            return Optional.of(Discard.IMPLAUSIBLE);
        }
        return standardError() > (byVoltage() ? MOST_ERROR_FULL : MOST_ERROR_PARTIAL) * nominal
                ? Optional.of(Discard.UNCERTAIN)
                : Optional.empty();
    }

    /** Whether nothing but a state of charge that never moves said that the battery was charged. */
    private boolean stuckCharged() {
        return !measurement.tapered()
                && end.stateOfCharge().isPresent()
                && end.stateOfCharge().getAsDouble() >= MeterCore.FULL_PERCENT;
    }

    /** Whether another charge came out than was put in before, by more than the cold keeps back. */
    private boolean unbalanced() {
        if (measurement.refill().isEmpty()) {
            return false;
        }
        Refill refill = measurement.refill().get();
        double in =
                -refill.charge().total(nominal) - offset * (measurement.start() - refill.start()) / SECONDS_PER_HOUR;
        double cold = 1 / new TemperatureCorrection(measurement.load().temperature()).capacity(1);
        double tolerance = (BALANCE + 1 - cold) * nominal;
        return refill.charge().certain(nominal) && in > BALANCE * nominal && Math.abs(charge() - in) > tolerance;
    }

    CapacityMeasurement result(OptionalDouble resistance) {
        LoadRecord load = measurement.load();
        return new CapacityMeasurement(
                capacity(),
                resistance,
                measurement.cycle(),
                end.time(),
                standardError(),
                source(),
                new Evidence(
                        charge(),
                        share(),
                        window(),
                        measurement.charge().usesCounters(nominal),
                        end.time() - measurement.start(),
                        load.samples(),
                        load.longestGap(),
                        load.meanCurrent(),
                        load.temperature(),
                        offset,
                        load.ignored(),
                        load.weakest(),
                        measurement.spread(),
                        load.spread()));
    }

    private CapacitySource source() {
        if (byVoltage()) {
            return CapacitySource.FULL_DISCHARGE;
        }
        return seenEmpty ? CapacitySource.DISCHARGE_TO_EMPTY : CapacitySource.PARTIAL_DISCHARGE;
    }

    private boolean byVoltage() {
        return measurement.full() && seenEmpty;
    }

    private double share() {
        double from = measurement.full() ? 1 : measurement.stateOfCharge().orElse(Double.NaN) / 100;
        double to = seenEmpty ? 0 : endStateOfCharge.orElse(Double.NaN) / 100;
        return from - to;
    }

    private double capacity() {
        return charge() / share();
    }

    private double hours() {
        return (end.time() - measurement.start()) / SECONDS_PER_HOUR;
    }

    private double charge() {
        double correction = offset * hours();
        boolean without = measurement.charge().countsWithout(correction, nominal);
        return measurement.charge().total(nominal) + (without ? 0 : correction);
    }

    private double standardError() {
        double variance = measurement.charge().totalVariance(nominal);
        variance += square(GAIN_ERROR * charge()) + square(offsetError * hours());
        variance += square(seenEmpty ? step.hidden() : 0);
        variance += square(SELF_DISCHARGE_PER_DAY * nominal * restDays());
        double seen = measurement.phase() == Measurement.Phase.EMPTY ? SEEN_END : NEAR_END;
        double byStateOfCharge = step.found() ? Math.hypot(STATE_OF_CHARGE, STEPPED) : STATE_OF_CHARGE;
        double shareError =
                Math.hypot(measurement.full() ? SEEN_END : STATE_OF_CHARGE, seenEmpty ? seen : byStateOfCharge);
        return Math.hypot(Math.sqrt(variance) / share(), capacity() * shareError / share());
    }

    private double restDays() {
        return Math.max(0, end.time() - measurement.start() - measurement.load().seconds()) / SECONDS_PER_DAY;
    }

    private String window() {
        String from = measurement.full()
                ? "charged"
                : "%.0f %%".formatted(measurement.stateOfCharge().orElse(0));
        String to = seenEmpty ? "empty" : "%.0f %%".formatted(endStateOfCharge.orElse(0));
        return from + " to " + to;
    }

    private static double square(double value) {
        return value * value;
    }
}
