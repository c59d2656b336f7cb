package io.celltwin.battery.capacity;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Tells single wrong values of a sensor from what a battery does, by the samples around them. A battery answers its current: a
 * cell of capacity C has at least {@value #LEAST_RESISTANCE} ohm·Ah / C (a tenth of what cells of all sizes have), so that a
 * step of the current that moves no voltage was none.
 *
 * <ul>
 *   <li>Current: one or two samples that differ from those before and after far more than these from each other, while the
 *       voltage did not answer.
 *   <li>Cell voltage: one or two samples that differ from those before and after by more than {@value #VOLTAGE_JUMP} V, while
 *       the current was the same.
 * </ul>
 */
final class SampleCleaner {

    /** Product of resistance and capacity that every cell has at least; ohm·Ah. */
    static final double LEAST_RESISTANCE = 0.01;

    /** The same of a nearly empty one; ohm·Ah. */
    static final double MOST_RESISTANCE = 0.6;

    private static final double VOLTAGE_JUMP = 0.12;
    /** Smaller steps of current, as multiples of 1/h of the nominal capacity, are left alone. */
    private static final double LEAST_STEP = 0.3;
    /** Steps without voltage to judge by are not believed from here on. */
    private static final double BLIND_STEP = 5;

    private static final double AGREEMENT = 0.2;
    private static final int LONGEST_RUN = 2;

    private final List<BatterySample> samples;
    private final double nominal;

    /** @param samples in order, the first ones clean already */
    SampleCleaner(List<BatterySample> samples, double nominal) {
        this.samples = samples;
        this.nominal = nominal;
    }

    /** The sample at a place, as far as those around it let it be judged. */
    BatterySample clean(int index) {
        BatterySample sample = samples.get(index);
        OptionalDouble current = currentAround(index);
        BatterySample cleaned = current.isPresent() ? sample.withCurrent(current.getAsDouble()) : sample;
        return voltageIsWrong(index) ? cleaned.withoutCellVoltage() : cleaned;
    }

    /** The current that the samples around say, if the one here is not to be believed. */
    private OptionalDouble currentAround(int index) {
        for (int run = 1; run <= LONGEST_RUN; run++) {
            for (int first = index - run + 1; first <= index; first++) {
                int before = first - 1;
                int after = first + run;
                if (before >= 0 && after < samples.size() && currentIsWrong(before, first, after)) {
                    return OptionalDouble.of(
                            (samples.get(before).current() + samples.get(after).current()) / 2);
                }
            }
        }
        return OptionalDouble.empty();
    }

    private boolean currentIsWrong(int before, int first, int after) {
        double left = samples.get(before).current();
        double right = samples.get(after).current();
        double usual = (left + right) / 2;
        for (int i = first; i < after; i++) {
            double step = samples.get(i).current() - usual;
            if (Math.abs(step) < LEAST_STEP * nominal
                    || Math.abs(left - right) > AGREEMENT * Math.abs(step)
                    || answered(before, i, after, step)) {
                return false;
            }
        }
        return true;
    }

    private boolean answered(int before, int index, int after, double step) {
        OptionalDouble left = volts(samples.get(before));
        OptionalDouble here = volts(samples.get(index));
        OptionalDouble right = volts(samples.get(after));
        if (left.isEmpty() || here.isEmpty() || right.isEmpty()) {
            return Math.abs(step) < BLIND_STEP * nominal;
        }
        double moved = here.getAsDouble() - (left.getAsDouble() + right.getAsDouble()) / 2;
        return moved * Math.signum(step) >= LEAST_RESISTANCE * Math.abs(step) / nominal;
    }

    private static OptionalDouble volts(BatterySample sample) {
        return sample.lowestCellVoltage().isPresent() ? sample.lowestCellVoltage() : sample.packVoltage();
    }

    private boolean voltageIsWrong(int index) {
        for (int run = 1; run <= LONGEST_RUN; run++) {
            for (int first = index - run + 1; first <= index; first++) {
                if (first >= 1 && first + run < samples.size() && voltageIsWrong(first - 1, first, first + run)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean voltageIsWrong(int before, int first, int after) {
        OptionalDouble left = samples.get(before).lowestCellVoltage();
        OptionalDouble right = samples.get(after).lowestCellVoltage();
        if (left.isEmpty() || right.isEmpty() || Math.abs(left.getAsDouble() - right.getAsDouble()) > VOLTAGE_JUMP) {
            return false;
        }
        for (int i = first; i < after; i++) {
            OptionalDouble here = samples.get(i).lowestCellVoltage();
            if (here.isEmpty()
                    || Math.abs(samples.get(i).current() - samples.get(before).current()) > LEAST_STEP * nominal
                    || !(apart(here, left, VOLTAGE_JUMP)
                            && apart(here, right, VOLTAGE_JUMP + recovery(before, after)))) {
                return false;
            }
        }
        return true;
    }

    /** How far a cell's voltage may truly rise when its load ends. */
    private double recovery(int before, int after) {
        return MOST_RESISTANCE
                * Math.abs(samples.get(before).current() - samples.get(after).current())
                / nominal;
    }

    private static boolean apart(OptionalDouble here, OptionalDouble there, double jump) {
        return Math.abs(here.getAsDouble() - there.getAsDouble()) > jump;
    }
}
