package io.celltwin.battery.capacity;

import java.util.Optional;

/**
 * A step of the current that the voltage did not answer, and that is no single wrong value: from there on the sensor shows another
 * sign, another unit or another offset, so that charge is counted wrongly. Voltage and current of a sample may be read one after the
 * other, hence the voltage has {@value #CONFIRMATIONS} samples to answer.
 *
 * <ul>
 *   <li>From one load to another the voltage has to move with the current.
 *   <li>From rest it must not move against it.
 *   <li>To rest it need not answer: whether a current was lost is seen better while a discharge is measured
 *       ({@link Measurement.Phase#CURRENT_LOST}).
 * </ul>
 *
 * @param direction of the current's step, 1 or -1
 * @param volts of the weakest cell before
 * @param answer how far the voltage has to move in that direction at least; V
 * @param samples how many have been seen since
 * @param found whether the voltage did not answer in time; stays until the discharge or the charge is over
 */
record UnansweredStep(double direction, double volts, double answer, int samples, boolean found) {

    /** Smaller steps, as multiples of 1/h of the nominal capacity, are left alone. */
    private static final double LEAST_STEP = 0.5;

    private static final int CONFIRMATIONS = 3;

    UnansweredStep {
        if (Math.abs(direction) != 1 || !Double.isFinite(volts) || !Double.isFinite(answer) || samples < 0) {
            throw new IllegalArgumentException("the current does not step so");
        }
    }

    /** Takes the time between two samples. */
    static Optional<UnansweredStep> next(
            Optional<UnansweredStep> former, BatterySample before, BatterySample now, double nominal) {
        if (former.map(UnansweredStep::found).orElse(false)) {
            return former;
        }
        double amperes = now.current() - before.current();
        if (Math.abs(amperes) >= LEAST_STEP * nominal) {
            return stepped(before, now, amperes, nominal);
        }
        return former.isEmpty() || now.lowestCellVoltage().isEmpty()
                ? former
                : former.get().after(now);
    }

    private static Optional<UnansweredStep> stepped(
            BatterySample before, BatterySample now, double amperes, double nominal) {
        if (rests(now, nominal)
                || before.lowestCellVoltage().isEmpty()
                || now.lowestCellVoltage().isEmpty()) {
            return Optional.empty();
        }
        double least = SampleCleaner.LEAST_RESISTANCE * Math.abs(amperes) / nominal;
        UnansweredStep step = new UnansweredStep(
                Math.signum(amperes),
                before.lowestCellVoltage().getAsDouble(),
                rests(before, nominal) ? -least : least,
                0,
                false);
        return step.answered(now) ? Optional.empty() : Optional.of(step);
    }

    private static boolean rests(BatterySample sample, double nominal) {
        return Math.abs(sample.current()) <= DischargeVerdict.QUIET_RATE * nominal;
    }

    private Optional<UnansweredStep> after(BatterySample now) {
        return answered(now)
                ? Optional.empty()
                : Optional.of(new UnansweredStep(direction, volts, answer, samples + 1, samples + 1 >= CONFIRMATIONS));
    }

    private boolean answered(BatterySample now) {
        return direction * (now.lowestCellVoltage().getAsDouble() - volts) >= answer;
    }
}
