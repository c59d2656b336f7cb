package io.celltwin.simulator.machine;

import io.celltwin.simulator.battery.CellParameters;
import io.celltwin.simulator.battery.EquivalentCircuitCell;
import java.util.SplittableRandom;

/**
 * One position of the formation cabinet, with a fresh cell that is charged for the first time: rest, precharge at C/20,
 * charge at C/5 to 4.2 V, hold until C/50, settle, discharge at C/3 (which measures the capacity), recover, charge to 30 %
 * for storage.
 *
 * <p>In the first charge a part of the current builds the solid-electrolyte interphase and is not stored.
 */
final class FormationChannel {

    /** How long the recipe takes for a nominal cell, s; {@code FormationChannelTest} holds it to that. */
    static final double RECIPE_SECONDS = 49_000;

    private static final double FIRST_STATE_OF_CHARGE = 0.01;
    private static final double PRECHARGED_VOLTS = 3.5;
    private static final double STORAGE_STATE_OF_CHARGE = 0.3;
    private static final double REST_SECONDS = 1800;
    private static final double LONGEST_STEP = 20;
    private static final double INTERPHASE_PART = 0.1;

    private final double nominalAh = CellParameters.cylindrical2Ah().capacityAh();
    private final EquivalentCircuitCell cell;
    private final double interphasePart;
    private FormationStep step = FormationStep.REST;
    private double stepSeconds;
    private double stepAmpereHours;
    private double amperes;

    /** @param seed decides capacity, resistance and losses of the cell */
    FormationChannel(long seed, double celsius) {
        SplittableRandom random = new SplittableRandom(seed);
        double capacity = 1 + 0.012 * random.nextGaussian();
        double resistance = 1 + 0.04 * random.nextGaussian();
        this.interphasePart = INTERPHASE_PART * (1 + 0.08 * random.nextGaussian());
        this.cell = new EquivalentCircuitCell(
                CellParameters.cylindrical2Ah().vary(capacity, resistance), FIRST_STATE_OF_CHARGE, celsius);
        // Settles the voltage of the rested cell.
        cell.step(0, 1, celsius);
    }

    void advance(double seconds, double airCelsius) {
        double left = seconds;
        while (left > 0) {
            double part = Math.min(left, LONGEST_STEP);
            advanceStep(part, airCelsius);
            left -= part;
        }
    }

    FormationStep step() {
        return step;
    }

    double amperes() {
        return amperes;
    }

    double volts() {
        return cell.volts();
    }

    double celsius() {
        return cell.celsius();
    }

    /** Charge moved in the present step, Ah; discharge is negative. After the recipe, that of the last step. */
    double stepAmpereHours() {
        return stepAmpereHours;
    }

    private void advanceStep(double seconds, double airCelsius) {
        amperes = switch (step) {
            case PRECHARGE -> nominalAh / 20;
            case CHARGE -> Math.min(nominalAh / 5, cell.currentFor(CellParameters.FULL_VOLTS, seconds));
            case HOLD -> Math.max(0, cell.currentFor(CellParameters.FULL_VOLTS, seconds));
            case DISCHARGE -> Math.max(-nominalAh / 3, cell.currentFor(CellParameters.EMPTY_VOLTS, seconds));
            case STORAGE_CHARGE -> nominalAh / 3;
            case REST, SETTLE, RECOVER, DONE -> 0;
        };
        boolean firstCharge =
                step == FormationStep.PRECHARGE || step == FormationStep.CHARGE || step == FormationStep.HOLD;
        cell.step(firstCharge ? amperes * (1 - interphasePart) : amperes, seconds, airCelsius);
        stepSeconds += seconds;
        stepAmpereHours += amperes * seconds / 3600;
        if (isOver()) {
            step = step.next();
            stepSeconds = 0;
            if (step != FormationStep.DONE) {
                stepAmpereHours = 0;
            }
        }
    }

    private boolean isOver() {
        return switch (step) {
            case REST, SETTLE, RECOVER -> stepSeconds >= REST_SECONDS;
            case PRECHARGE -> cell.volts() >= PRECHARGED_VOLTS;
            case CHARGE -> amperes < nominalAh / 5;
            case HOLD -> amperes < nominalAh / 50;
            case DISCHARGE -> amperes > -nominalAh / 3;
            case STORAGE_CHARGE -> cell.soc() >= STORAGE_STATE_OF_CHARGE;
            case DONE -> false;
        };
    }
}
