package io.celltwin.battery.capacity;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sees a battery become empty by its voltage alone, to say why no discharge was measured meanwhile: because the current has
 * the wrong sign, or none, or because the charged battery was not seen. Nothing is passed over in silence.
 *
 * @param highest voltage of the weakest cell since the last fall; V
 * @param charge that flowed in since then; Ah
 * @param reported whether this fall was told of already
 */
record VoltageFall(OptionalDouble highest, double charge, boolean reported) {

    static final VoltageFall NONE = new VoltageFall(OptionalDouble.empty(), 0, false);

    /** What was told of so far. */
    static final VoltageFall TOLD = new VoltageFall(OptionalDouble.empty(), 0, true);

    /** A cell that fell so far and is near empty was discharged, V. */
    private static final double FALL = 0.5;
    /** One that fell so far was discharged wherever it stands, V. */
    private static final double DEEP_FALL = 0.8;
    /** Charging never makes a cell fall so far, V. */
    private static final double FALL_WHILE_CHARGING = 0.1;

    private static final double LITTLE_CHARGE = 0.05;
    private static final double MUCH_CHARGE = 0.1;
    /** A rise of more than this is no noise, V. */
    private static final double RISE = 0.05;

    VoltageFall {
        if (!Double.isFinite(highest.orElse(0)) || !Double.isFinite(charge)) {
            throw new IllegalArgumentException("the fall of the voltage is no number");
        }
    }

    /** @param in charge that flowed in since the last sample; Ah */
    VoltageFall next(BatterySample sample, double in) {
        if (sample.lowestCellVoltage().isEmpty()) {
            return new VoltageFall(highest, charge + in, reported);
        }
        double volts = sample.lowestCellVoltage().getAsDouble();
        if (highest.isEmpty() || volts >= highest.getAsDouble()) {
            return new VoltageFall(OptionalDouble.of(volts), 0, reported && volts < highest.orElse(volts) + RISE);
        }
        return new VoltageFall(highest, charge + in, reported);
    }

    /** The battery is being charged, or its discharge was told of: the next fall counts anew from here. */
    VoltageFall anew(BatterySample sample, boolean told) {
        return new VoltageFall(sample.lowestCellVoltage(), 0, told);
    }

    /**
     * Why a battery that is empty now was not measured.
     *
     * @param seenCharged whether it was seen charged before
     */
    Optional<Discard> reason(BatterySample sample, double emptyVoltage, double nominal, boolean seenCharged) {
        if (reported || highest.isEmpty() || sample.lowestCellVoltage().isEmpty()) {
            return Optional.empty();
        }
        double volts = sample.lowestCellVoltage().getAsDouble();
        double fallen = highest.getAsDouble() - volts;
        if (charge > MUCH_CHARGE * nominal
                && fallen >= FALL_WHILE_CHARGING
                && sample.current() > DischargeMeter.REST_RATE * nominal) {
            return Optional.of(Discard.SIGN_REVERSED);
        }
        boolean discharged =
                fallen >= DEEP_FALL || (fallen >= FALL && volts <= emptyVoltage + DischargeMeter.EMPTY_TOLERANCE);
        if (discharged && Math.abs(charge) <= LITTLE_CHARGE * nominal) {
            return Optional.of(Discard.NO_CURRENT);
        }
        return discharged && charge < 0 && !seenCharged ? Optional.of(Discard.STARTED_LATE) : Optional.empty();
    }
}
