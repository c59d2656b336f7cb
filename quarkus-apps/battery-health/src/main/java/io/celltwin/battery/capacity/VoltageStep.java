package io.celltwin.battery.capacity;

import java.util.Optional;

/**
 * Sees a cell's voltage step down to another level under an unchanged load and go on from there as before: its sensor or its connection
 * became another, and its voltage no longer says when the battery is empty. A voltage that falls steeply because the battery
 * is nearly empty goes on falling.
 *
 * @param pending the step that was seen last
 * @param found whether there was one
 */
record VoltageStep(Optional<Step> pending, boolean found) {

    static final VoltageStep NONE = new VoltageStep(Optional.empty(), false);

    private static final double LEAST_STEP = 0.15;
    /** While less than this part of the nominal capacity flows. */
    private static final double MOST_CHARGE = 0.015;
    /** Changes of current below this multiple of 1/h of the nominal capacity are none. */
    private static final double SAME_CURRENT = 0.1;
    /** So many samples later the voltage is still there ... */
    private static final int CONFIRMATIONS = 3;
    /** ... but for this part of the step. */
    private static final double SAME_LEVEL = 0.25;
    /** A rise by this part of the step takes it back. */
    private static final double BACK = 0.7;

    /**
     * One step.
     *
     * @param volts by which the voltage moved
     * @param level where it was afterwards; V
     * @param samples how many have been seen since
     */
    record Step(double volts, double level, int samples) {

        Step {
            if (!Double.isFinite(volts) || !Double.isFinite(level) || samples < 0) {
                throw new IllegalArgumentException("the voltage does not step so");
            }
        }
    }

    /**
     * Takes the time between two samples under load.
     *
     * @param empty voltage of an empty cell: near it a voltage falls steeply, and below it no charge is counted; V
     */
    VoltageStep next(BatterySample before, BatterySample now, double charge, double empty, double nominal) {
        if (before.lowestCellVoltage().isEmpty() || now.lowestCellVoltage().isEmpty()) {
            return this;
        }
        double level = now.lowestCellVoltage().getAsDouble();
        double moved = level - before.lowestCellVoltage().getAsDouble();
        if (Math.abs(now.current() - before.current()) >= SAME_CURRENT * nominal) {
            return found ? this : NONE;
        }
        if (pending.isPresent() && moved >= BACK * -pending.get().volts()) {
            return NONE;
        }
        boolean fell = -moved >= LEAST_STEP
                && Math.abs(charge) < MOST_CHARGE * nominal
                && before.lowestCellVoltage().getAsDouble() > empty + DischargeMeter.EMPTY_TOLERANCE;
        if (fell && !found) {
            return new VoltageStep(Optional.of(new Step(moved, level, 0)), false);
        }
        return found ? this : pending.map(step -> after(step, level)).orElse(this);
    }

    private static VoltageStep after(Step step, double level) {
        if (Math.abs(level - step.level()) > SAME_LEVEL * Math.abs(step.volts())) {
            return NONE;
        }
        int samples = Math.min(step.samples() + 1, CONFIRMATIONS);
        return new VoltageStep(Optional.of(new Step(step.volts(), step.level(), samples)), samples == CONFIRMATIONS);
    }
}
