package io.celltwin.battery;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where a {@link DischargeMeter} stands.
 *
 * @param resistance where the measuring of the resistance stands
 * @param last the last sample
 * @param lastChargingCurrent the last current of the charge before, A; empty if none was seen
 * @param measurement the discharge under way
 */
record MeterState(
        Resistance resistance,
        Optional<BatterySample> last,
        OptionalDouble lastChargingCurrent,
        Optional<Measurement> measurement) {

    /**
     * Where a {@link StepResistance} stands.
     *
     * @param rest the last sample at rest
     * @param found the resistance of this discharge, ohm
     */
    record Resistance(Optional<BatterySample> rest, OptionalDouble found) {

        Resistance {
            requireSound(rest);
            requirePositive(found, "the resistance");
        }
    }

    /**
     * A discharge under way.
     *
     * @param charge what was taken out so far, Ah; negative while more was put in
     * @param recharge what was put in meanwhile, Ah
     * @param discharging whether the load has begun
     * @param complete whether the charge down to empty is counted
     * @param empty whether the battery was seen empty
     * @param cycle the battery's counter at its beginning
     */
    record Measurement(
            double charge, double recharge, boolean discharging, boolean complete, boolean empty, OptionalInt cycle) {

        Measurement {
            if (!Double.isFinite(charge) || !(recharge >= 0 && Double.isFinite(recharge))) {
                throw new IllegalArgumentException("the charge counted so far is no amount of charge");
            }
            if (cycle.orElse(0) < 0) {
                throw new IllegalArgumentException("the cycle is negative");
            }
        }
    }

    MeterState {
        requireSound(last);
        requirePositive(lastChargingCurrent, "the last charging current");
    }

    private static void requireSound(Optional<BatterySample> sample) {
        if (sample.isPresent() && !sample.get().sound()) {
            throw new IllegalArgumentException("a sample holds something that is no number, or a negative cycle");
        }
    }

    private static void requirePositive(OptionalDouble value, String what) {
        if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
            throw new IllegalArgumentException(what + " is no positive number");
        }
    }
}
