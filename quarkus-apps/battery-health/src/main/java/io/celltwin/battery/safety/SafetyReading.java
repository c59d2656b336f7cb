package io.celltwin.battery.safety;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What tells of danger at one moment.
 *
 * @param time on the battery's clock; s
 * @param current charging positive; A
 * @param nominalCapacity Ah
 * @param cells voltage of each cell, V; NaN where it is not known, infinite where its sensor tells what no cell has
 * @param temperatures of each sensor, °C; NaN where it is not known, infinite where it tells what cannot be
 * @param packVoltage V
 * @param insulation resistance between poles and case; ohm
 * @param contactorClosed whether the battery is connected
 * @param chargeLimit largest charging current allowed; A
 * @param dischargeLimit largest discharging current allowed, positive; A
 * @param ironPhosphate whether the cells are LFP, whose voltages are lower
 */
public record SafetyReading(
        double time,
        double current,
        double nominalCapacity,
        double[] cells,
        double[] temperatures,
        OptionalDouble packVoltage,
        OptionalDouble insulation,
        Optional<Boolean> contactorClosed,
        OptionalDouble chargeLimit,
        OptionalDouble dischargeLimit,
        boolean ironPhosphate) {

    /** Whether it tells enough to judge by: of two cells, of a temperature, or of sensors that are broken. */
    boolean judgeable() {
        return known(cells).length >= 2 || known(temperatures).length > 0 || impossibleCells() > 0;
    }

    /** How many sensors of cells tell what no cell has. */
    long impossibleCells() {
        return Arrays.stream(cells).filter(Double::isInfinite).count();
    }

    double rate() {
        return current / nominalCapacity;
    }

    double[] knownCells() {
        return known(cells);
    }

    double[] knownTemperatures() {
        return known(temperatures);
    }

    double medianCell() {
        return median(known(cells));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }
}
