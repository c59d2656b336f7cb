package io.celltwin.battery.capacity;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sees the weakest cell's voltage step to another level under an unchanged current and go on from there as before: its sensor or its
 * connection became another, part of the record is missing without a break in time, or another battery is told of. The voltage then no
 * longer says when this battery is empty.
 *
 * <p>
 * A step is a move of {@value #LEAST_STEP} V at least, and of several times what the voltage moved lately, both from one told value to
 * the next and for the charge that flowed. A voltage that falls steeply because the battery is nearly empty goes on falling.
 *
 * @param level the voltage told last; V
 * @param samples how many were seen under the same current, as far as that matters
 * @param usual by how much the voltage moves when it does, lately; V
 * @param pace the same by charge; V/Ah
 * @param since charge that flowed since it moved last; Ah
 * @param pending the step that was seen last
 * @param found whether there was one
 * @param shift by how much the voltage may be told too high since steps that are over; V
 */
record VoltageStep(
        OptionalDouble level,
        int samples,
        double usual,
        double pace,
        double since,
        Optional<Step> pending,
        boolean found,
        double shift) {

    static final VoltageStep NONE = new VoltageStep(OptionalDouble.empty(), 0, 0, 0, 0, Optional.empty(), false, 0);

    private static final double LEAST_STEP = 0.02;
    /** A step is that many times what is usual, by value and by charge. */
    private static final double TIMES_USUAL = 4;

    private static final double TIMES_PACE = 5;
    /** What is usual is known after so many samples under the same current. */
    private static final int ACQUAINTED = 3;

    private static final double WEIGHT = 0.3;
    /** While less than this part of the nominal capacity flows. */
    private static final double MOST_CHARGE = 0.015;
    /** Changes of current below this multiple of 1/h of the nominal capacity are none. */
    private static final double SAME_CURRENT = 0.1;
    /** So many samples later the voltage is still there ... */
    private static final int CONFIRMATIONS = 3;
    /** ... but for this part of the step. */
    private static final double SAME_LEVEL = 0.25;
    /** A move back by this part of the step takes it back. */
    private static final double BACK = 0.7;

    /**
     * One step.
     *
     * @param volts by which the voltage moved
     * @param level where it was afterwards; V
     * @param current before it; A
     * @param samples how many have been seen since
     */
    record Step(double volts, double level, double current, int samples) {

        Step {
            if (!Double.isFinite(volts) || !Double.isFinite(level) || !Double.isFinite(current) || samples < 0) {
                throw new IllegalArgumentException("the voltage does not step so");
            }
        }
    }

    VoltageStep {
        if (!(usual >= 0 && pace >= 0 && since >= 0 && Double.isFinite(usual + pace + since + shift) && samples >= 0)) {
            throw new IllegalArgumentException("no voltage moves so");
        }
    }

    /**
     * Takes the time between two samples.
     *
     * @param charge that flowed in between; Ah
     * @param irregular whether more may have happened in between
     * @param empty voltage of an empty cell: near it a voltage falls steeply, and below it no charge is counted; V
     */
    VoltageStep next(
            BatterySample before, BatterySample now, double charge, boolean irregular, double empty, double nominal) {
        double flowed = since + Math.abs(charge);
        if (now.lowestCellVoltage().isEmpty()) {
            return new VoltageStep(level, samples, usual, pace, flowed, pending, found, shift);
        }
        double told = now.lowestCellVoltage().getAsDouble();
        double amperes = Math.abs(now.current() - before.current());
        if (level.isEmpty() || irregular || amperes >= SAME_CURRENT * nominal) {
            return new VoltageStep(
                    OptionalDouble.of(told), 0, usual, pace, 0, found ? pending : Optional.empty(), found, shift);
        }
        double moved = told - level.getAsDouble();
        boolean goesBack = pending.map(step -> -moved * Math.signum(step.volts()) >= BACK * Math.abs(step.volts()))
                .orElse(false);
        if (goesBack) {
            return after(told, 0, flowed, Optional.empty(), false);
        }
        double most = Math.max(
                Math.max(LEAST_STEP, TIMES_USUAL * usual),
                TIMES_PACE * pace * flowed + SampleCleaner.MOST_RESISTANCE * amperes / nominal);
        boolean stepped = samples >= ACQUAINTED
                && Math.abs(moved) >= most
                && Math.abs(charge) < MOST_CHARGE * nominal
                && level.getAsDouble() > empty + DischargeMeter.EMPTY_TOLERANCE;
        if (stepped && !found) {
            return new VoltageStep(
                    OptionalDouble.of(told),
                    samples,
                    usual,
                    pace,
                    0,
                    Optional.of(new Step(moved, told, before.current(), 0)),
                    false,
                    shift);
        }
        Optional<Step> followed =
                found ? pending : pending.flatMap(step -> followed(step, now.current(), told, nominal));
        boolean confirmed =
                followed.map(step -> step.samples() >= CONFIRMATIONS).orElse(false);
        return after(told, moved, flowed, followed, found || confirmed);
    }

    /** What was found concerned what is over. */
    VoltageStep forgotten() {
        double more = found ? pending.map(Step::volts).orElse(0.0) : 0;
        return new VoltageStep(level, samples, usual, pace, since, Optional.empty(), false, shift + more);
    }

    /** The charge by which a battery may have been found empty too early or too late, as steep as its voltage falls now; Ah. */
    double hidden() {
        double doubtful = found ? 0 : pending.map(Step::volts).orElse(0.0);
        double volts = Math.max(Math.abs(shift), Math.abs(shift + doubtful));
        return volts == 0 ? 0 : volts / pace;
    }

    private VoltageStep after(double told, double moved, double flowed, Optional<Step> step, boolean seen) {
        int more = Math.min(ACQUAINTED, samples + 1);
        if (moved == 0) {
            return new VoltageStep(OptionalDouble.of(told), more, usual, pace, flowed, step, seen, shift);
        }
        double volts = Math.abs(moved);
        return new VoltageStep(
                OptionalDouble.of(told),
                more,
                smoothed(usual, volts),
                flowed > 0 ? smoothed(pace, volts / flowed) : pace,
                0,
                step,
                seen,
                shift);
    }

    private static double smoothed(double former, double value) {
        return former == 0 ? value : (1 - WEIGHT) * former + WEIGHT * value;
    }

    private Optional<Step> followed(Step step, double current, double told, double nominal) {
        double drift = 2 * usual * (step.samples() + 1);
        boolean gone = Math.abs(told - step.level()) > SAME_LEVEL * Math.abs(step.volts()) + drift
                || Math.abs(current - step.current()) >= SAME_CURRENT * nominal;
        return gone
                ? Optional.empty()
                : Optional.of(new Step(
                        step.volts(), step.level(), step.current(), Math.min(step.samples() + 1, CONFIRMATIONS)));
    }
}
