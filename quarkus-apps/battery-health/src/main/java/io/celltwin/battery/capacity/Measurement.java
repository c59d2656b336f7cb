package io.celltwin.battery.capacity;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A discharge under way, from the last sample of the charged battery on. Immutable, so that what the newest samples would mean
 * can be tried before they are known to be right.
 *
 * @param start when it began, on the clock of the samples; s
 * @param cycle the battery's counter then
 * @param full whether the battery was fully charged
 * @param tapered whether the end of the charge before says so, and not only the state of charge
 * @param refill what was put in since the battery was empty, if that was seen
 * @param stateOfCharge the state of charge then, if it is believed; %
 * @param spread how far the cells were apart then; V
 * @param restCurrent what the current sensor showed at rest last; A
 * @param restCharge what was counted at rest before the load; Ah
 * @param restVoltage the weakest cell's voltage when that rest began; V
 * @param restFall how far it fell during that rest; V
 * @param charge what was counted
 * @param load what it looked like
 * @param phase where it stands
 */
record Measurement(
        double start,
        OptionalInt cycle,
        boolean full,
        boolean tapered,
        Optional<Refill> refill,
        OptionalDouble stateOfCharge,
        OptionalDouble spread,
        double restCurrent,
        double restCharge,
        OptionalDouble restVoltage,
        double restFall,
        ChargeTally charge,
        LoadRecord load,
        Phase phase) {

    /** Where a discharge stands. */
    enum Phase {
        /** The load has not begun. */
        CHARGED,
        /** Under load, or in a pause of it. */
        DISCHARGING,
        /** The current reads nothing, but the voltage says that it flows. */
        CURRENT_LOST,
        /** The weakest cell is below the empty voltage under load. */
        EMPTY
    }

    Measurement {
        if (!(Double.isFinite(start) && Double.isFinite(restCurrent) && Double.isFinite(restCharge))
                || cycle.orElse(0) < 0) {
            throw new IllegalArgumentException("the cycle is negative or the beginning is no number");
        }
    }

    static Measurement from(
            BatterySample sample,
            boolean full,
            boolean tapered,
            Optional<Refill> refill,
            OptionalDouble stateOfCharge) {
        return new Measurement(
                sample.time(),
                sample.cycle(),
                full,
                tapered,
                refill,
                stateOfCharge,
                sample.spread(),
                sample.current(),
                0,
                sample.lowestCellVoltage(),
                0,
                ChargeTally.from(sample),
                LoadRecord.NONE,
                Phase.CHARGED);
    }

    boolean discharging() {
        return phase != Phase.CHARGED;
    }

    Measurement with(ChargeTally counted, LoadRecord seen, Phase next) {
        return new Measurement(
                start,
                cycle,
                full,
                tapered,
                refill,
                stateOfCharge,
                spread,
                restCurrent,
                restCharge,
                restVoltage,
                restFall,
                counted,
                seen,
                next);
    }

    /** Still at rest before the load. */
    Measurement rested(BatterySample sample) {
        return new Measurement(
                start,
                cycle.isPresent() ? cycle : sample.cycle(),
                full,
                tapered,
                refill,
                stateOfCharge,
                sample.spread().isPresent() ? sample.spread() : spread,
                sample.current(),
                charge.charge(),
                restVoltage.isPresent() ? restVoltage : sample.lowestCellVoltage(),
                restVoltage.isPresent() && sample.lowestCellVoltage().isPresent()
                        ? restVoltage.getAsDouble() - sample.lowestCellVoltage().getAsDouble()
                        : restFall,
                charge,
                load,
                phase);
    }

    /** With a time behind it of which only the likely charge is known; Ah. */
    Measurement withDoubt(double ampereHours) {
        return with(charge.withDoubt(ampereHours), load, phase);
    }
}
