package io.celltwin.training.battery;

import io.celltwin.battery.safety.SafetyReading;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Twelve cells of 2 Ah in series that are cycled: discharged at 1C, charged at 0.75C with a constant-voltage phase, with rests of
 * half an hour. Each cell is an open-circuit voltage, a series resistance, one RC pair and a heat capacity. One cell may have an
 * internal short, modelled as a resistor across it, as the experiments of Ouyang et al. (J. Power Sources 294, 2015) substitute
 * it: it draws {@code U/R} from its cell and warms it by {@code U²/R}. Sensors resolve 1 mV and 0.1 K.
 */
final class ShortedPack {

    static final double STEP_SECONDS = 10;

    private static final int CELLS = 12;
    private static final int SHORTED = 5;
    private static final double NOMINAL = 2;
    private static final double[] SOC = {0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1};
    private static final double[] VOLTS = {
        2.7, 3.12, 3.29, 3.42, 3.48, 3.53, 3.6, 3.65, 3.71, 3.79, 3.89, 3.99, 4.08, 4.13, 4.2
    };
    private static final double REST_SECONDS = 1800;
    private static final double HEAT_CAPACITY = 41;
    private static final double THERMAL_RESISTANCE = 22;
    private static final double AMBIENT = 24;
    private static final double DIFFUSION_SECONDS = 300;

    private enum Phase {
        DISCHARGE,
        EMPTY,
        CHARGE,
        FULL
    }

    private final double[] capacity = new double[CELLS];
    private final double[] ohm = new double[CELLS];
    private final double[] charge = new double[CELLS];
    private final double[] polarization = new double[CELLS];
    private final double[] celsius = new double[CELLS];
    private double shortOhm = Double.POSITIVE_INFINITY;
    private Phase phase = Phase.DISCHARGE;
    private double phaseSeconds;
    private double current;
    private double time;

    ShortedPack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CELLS; i++) {
            capacity[i] = NOMINAL * (1 + 0.01 * random.nextDouble(-1, 1));
            ohm[i] = 0.075 * (1 + 0.05 * random.nextDouble(-1, 1));
            charge[i] = capacity[i] * (1 - 0.01 * random.nextDouble());
            celsius[i] = AMBIENT;
        }
    }

    /** From now on one cell has a short. */
    void shortCircuit(double resistance) {
        shortOhm = resistance;
    }

    double seconds() {
        return time;
    }

    SafetyReading next() {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (int i = 0; i < CELLS; i++) {
            lowest = Math.min(lowest, volts(i));
            highest = Math.max(highest, volts(i));
        }
        advancePhase(lowest, highest);
        for (int i = 0; i < CELLS; i++) {
            double leak = i == SHORTED ? volts(i) / shortOhm : 0;
            charge[i] += (current - leak) * STEP_SECONDS / 3600;
            double decay = Math.exp(-STEP_SECONDS / DIFFUSION_SECONDS);
            polarization[i] = polarization[i] * decay + current * 0.4 * ohm[i] * (1 - decay);
            double heat = current * current * 1.4 * ohm[i] + volts(i) * leak;
            double settled = AMBIENT + heat * THERMAL_RESISTANCE;
            celsius[i] =
                    settled + (celsius[i] - settled) * Math.exp(-STEP_SECONDS / (HEAT_CAPACITY * THERMAL_RESISTANCE));
        }
        time += STEP_SECONDS;
        phaseSeconds += STEP_SECONDS;
        return reading();
    }

    private void advancePhase(double lowest, double highest) {
        boolean over = switch (phase) {
            case DISCHARGE -> lowest <= 2.7;
            case CHARGE -> current <= 0.1;
            case EMPTY, FULL -> phaseSeconds >= REST_SECONDS;
        };
        if (over) {
            phase = Phase.values()[(phase.ordinal() + 1) % Phase.values().length];
            phaseSeconds = 0;
            current = phase == Phase.CHARGE ? 1.5 : 0;
        }
        current = switch (phase) {
            case DISCHARGE -> -NOMINAL;
            case CHARGE -> highest < 4.2 ? current : Math.max(0, current - Math.max(0.02, (highest - 4.2) / 0.15));
            case EMPTY, FULL -> 0;
        };
    }

    private double volts(int cell) {
        double soc = charge[cell] / capacity[cell];
        int left = 0;
        while (left < SOC.length - 2 && soc > SOC[left + 1]) {
            left++;
        }
        double part = (soc - SOC[left]) / (SOC[left + 1] - SOC[left]);
        return Math.max(
                0, VOLTS[left] + part * (VOLTS[left + 1] - VOLTS[left]) + current * ohm[cell] + polarization[cell]);
    }

    private SafetyReading reading() {
        double[] cells = new double[CELLS];
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            cells[i] = Math.round(volts(i) * 1000) / 1000.0;
            sum += cells[i];
        }
        double[] sensors = new double[4];
        for (int i = 0; i < sensors.length; i++) {
            sensors[i] = Math.round(10 * celsius[i * (CELLS - 1) / (sensors.length - 1)]) / 10.0;
        }
        return new SafetyReading(
                time,
                current,
                NOMINAL,
                cells,
                sensors,
                OptionalDouble.of(sum),
                OptionalDouble.of(2.2e6),
                Optional.of(true),
                OptionalDouble.of(4),
                OptionalDouble.of(6),
                false);
    }
}
