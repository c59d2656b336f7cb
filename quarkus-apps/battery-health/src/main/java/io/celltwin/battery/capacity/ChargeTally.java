package io.celltwin.battery.capacity;

import java.util.OptionalDouble;

/**
 * The charge of a discharge under way: {@code Q = -1/3600 * integral of I dt} by the trapezoidal rule, beside the management
 * system's own counters, which see what happens between the samples.
 *
 * <p>
 * Variance: when the current changes by dI somewhere between two samples dt apart, the trapezoid is wrong by up to dI*dt/2
 * either way, uniformly distributed: {@code (dI*dt)^2 / 12}. A noisy sensor is wrong by another amount each time, hence changes
 * back and forth: {@code -dI*dt * (dI*dt of the samples before)}, whose expectation for white noise of the variance s^2 is
 * {@code (s*dt)^2}. Between samples that are much further apart than usual anything
 * from nothing to twice the trapezoid may have flowed (or the clock jumped): {@code q^2 / 3}.
 *
 * @param charge taken out so far by the current; Ah
 * @param variance of it; Ah²
 * @param doubtful the largest charge that one gap hides; Ah
 * @param recharge put in since the last load; Ah
 * @param lost charge that is assumed for times in which the current was not told; Ah
 * @param beyond taken out after the battery was empty; Ah
 * @param counted taken out by the counters; Ah; empty once they missed something
 * @param countedBeyond the same after the battery was empty; Ah
 * @param noise what of the variance is from changes back and forth that no voltage answers: from a noisy sensor; Ah²
 * @param swing change of the current between the last two samples, times the time; Ah
 */
record ChargeTally(
        double charge,
        double variance,
        double doubtful,
        double recharge,
        double lost,
        double beyond,
        OptionalDouble counted,
        double countedBeyond,
        double noise,
        double swing) {

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double COUNTER_RESOLUTION = 0.001;
    /** What counters that say another thing than the current add to its error at most. */
    private static final double MOST_DISAGREEMENT = 0.015;
    /** How far apart the two may be, as a part of the nominal capacity. */
    private static final double AGREEMENT = 0.03;

    ChargeTally {
        if (!(Double.isFinite(charge)
                && variance >= 0
                && Double.isFinite(variance)
                && doubtful >= 0
                && recharge >= 0
                && Double.isFinite(recharge)
                && lost >= 0
                && Double.isFinite(beyond)
                && Double.isFinite(countedBeyond)
                && noise >= 0
                && Double.isFinite(noise + swing)
                && Double.isFinite(counted.orElse(0)))) {
            throw new IllegalArgumentException("the charge counted so far is no amount of charge");
        }
    }

    static ChargeTally from(BatterySample start) {
        return new ChargeTally(
                0,
                0,
                0,
                0,
                0,
                0,
                start.counters().net().isPresent() ? OptionalDouble.of(0) : OptionalDouble.empty(),
                0,
                0,
                0);
    }

    /**
     * Counts the time between two samples.
     *
     * @param part which part of it comes before the battery is empty; 1 while it is not, 0 when it was before
     * @param irregular whether it is much longer than usual
     * @param lostCurrent whether the current of the later sample is assumed, not told
     */
    ChargeTally plus(
            BatterySample before,
            BatterySample now,
            double part,
            boolean irregular,
            boolean lostCurrent,
            double nominal) {
        double hours = (now.time() - before.time()) / SECONDS_PER_HOUR;
        double currentThere = before.current() + part * (now.current() - before.current());
        double above = -(before.current() + currentThere) / 2 * part * hours;
        double below = -(currentThere + now.current()) / 2 * (1 - part) * hours;
        double step = now.current() - before.current();
        double stepVariance = Math.abs(step) > DischargeMeter.REST_RATE * nominal ? square(step * hours) / 12 : 0;
        double noiseVariance = Math.max(0, -swing * step * hours);
        double gapVariance = irregular ? above * above / 3 : 0;
        OptionalDouble count = countedBetween(before, now, hours, nominal);
        return new ChargeTally(
                charge + above,
                variance + part * Math.max(Math.max(stepVariance, noiseVariance), gapVariance),
                irregular ? Math.max(doubtful, Math.abs(above)) : doubtful,
                now.current() < 0 ? 0 : recharge + Math.max(0, -above - below),
                lostCurrent ? lost + Math.abs(above) : lost,
                beyond + below,
                counted.isPresent() && count.isPresent()
                        ? OptionalDouble.of(counted.getAsDouble() + part * count.getAsDouble())
                        : OptionalDouble.empty(),
                countedBeyond + (1 - part) * count.orElse(0),
                answered(before, now, step, nominal) ? noise : noise + noiseVariance,
                step * hours);
    }

    private static boolean answered(BatterySample before, BatterySample now, double step, double nominal) {
        return before.lowestCellVoltage().isPresent()
                && now.lowestCellVoltage().isPresent()
                && Math.signum(step)
                                * (now.lowestCellVoltage().getAsDouble()
                                        - before.lowestCellVoltage().getAsDouble())
                        >= SampleCleaner.LEAST_RESISTANCE * Math.abs(step) / nominal;
    }

    /** Counters that go back, stop or leap tell nothing. */
    private static OptionalDouble countedBetween(
            BatterySample before, BatterySample now, double hours, double nominal) {
        OptionalDouble earlier = before.counters().net();
        OptionalDouble later = now.counters().net();
        if (earlier.isEmpty()
                || later.isEmpty()
                || now.counters().discharged().getAsDouble()
                        < before.counters().discharged().getAsDouble()
                || now.counters().charged().orElse(0)
                        < before.counters().charged().orElse(0)) {
            return OptionalDouble.empty();
        }
        double count = later.getAsDouble() - earlier.getAsDouble();
        double most = DischargeMeter.MOST_RATE * nominal * Math.max(hours, 1 / SECONDS_PER_HOUR) + 0.02 * nominal;
        return Math.abs(count) <= most ? OptionalDouble.of(count) : OptionalDouble.empty();
    }

    /** What was taken out: by the counters, since they see more, unless they say another thing than the current; Ah. */
    double total(double nominal) {
        return usesCounters(nominal) ? counted.getAsDouble() : charge;
    }

    boolean usesCounters(double nominal) {
        return counted.isPresent()
                && Math.abs(counted.getAsDouble() - charge) <= 4 * Math.sqrt(variance) + AGREEMENT * nominal + doubtful;
    }

    /** Variance of the total by how it was counted; Ah². */
    double totalVariance(double nominal) {
        double counting = usesCounters(nominal) ? square(COUNTER_RESOLUTION * nominal) : variance;
        if (counted.isPresent() && !usesCounters(nominal) && !countersStand(nominal)) {
            double apart = Math.abs(counted.getAsDouble() - charge);
            counting += square(Math.min(apart / 4, MOST_DISAGREEMENT * nominal));
        }
        return counting + square(lost) / 3;
    }

    /** Whether no gap hides much charge, or counters that agree with the current saw what flowed in it. */
    boolean certain(double nominal) {
        return doubtful <= DischargeVerdict.MOST_DOUBTFUL * nominal
                || (usesCounters(nominal) && !countersStand(nominal));
    }

    /** Whether the counters are used and do not have the offset that the current shows; Ah that it makes. */
    boolean countsWithout(double offset, double nominal) {
        return usesCounters(nominal)
                && Math.abs(counted.getAsDouble() - charge - offset) < Math.abs(counted.getAsDouble() - charge);
    }

    /** Registers of counters that a management system does not have stand still. */
    private boolean countersStand(double nominal) {
        return Math.abs(counted.orElse(0)) < COUNTER_RESOLUTION * nominal;
    }

    /** What was taken for beyond empty belongs to the discharge after all. */
    ChargeTally notEmptyYet() {
        return new ChargeTally(
                charge + beyond,
                variance,
                doubtful,
                recharge,
                lost,
                0,
                counted.isPresent() ? OptionalDouble.of(counted.getAsDouble() + countedBeyond) : counted,
                0,
                noise,
                swing);
    }

    /** With a time of which nothing is known but that about so much charge flowed in it. */
    ChargeTally withDoubt(double ampereHours) {
        return new ChargeTally(
                charge,
                variance + ampereHours * ampereHours / 3,
                Math.max(doubtful, ampereHours),
                recharge,
                lost,
                beyond,
                counted,
                countedBeyond,
                noise,
                swing);
    }

    private static double square(double value) {
        return value * value;
    }
}
