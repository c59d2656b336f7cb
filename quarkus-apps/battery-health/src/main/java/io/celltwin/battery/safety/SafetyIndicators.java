package io.celltwin.battery.safety;

import io.celltwin.battery.safety.SafetyState.Past;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The indicators' values in one reading, given those before. An indicator that cannot be judged now is left out. */
final class SafetyIndicators {

    /** Cells of one pack differ by so much of their charge ... */
    private static final double CHARGE_ALLOWANCE = 0.05;
    /** ... and their sensors and resistances by so much, V and V per C-rate. */
    private static final double VOLT_ALLOWANCE = 0.03;

    private static final double RATE_ALLOWANCE = 0.03;
    private static final double MOST_OXIDE_VOLTAGE = 4.25;
    private static final double MOST_LFP_VOLTAGE = 3.75;
    private static final double LEAST_OXIDE_VOLTAGE = 2.0;
    private static final double LEAST_LFP_VOLTAGE = 1.5;
    private static final double OHM_PER_VOLT = 500;
    private static final double RATE_SECONDS = 60;
    private static final double SECONDS_PER_MINUTE = 60;
    /** A step of the current that shows resistances, C-rate. */
    private static final double LEAST_STEP = 0.3;

    private static final double LONGEST_STEP_SECONDS = 60;
    private static final double LEAST_RESISTIVE_DROP = 0.02;
    /** A cell's open-circuit voltage over its whole charge on a plateau, where a short moves it least; V. */
    private static final double LEAST_SLOPE = 0.3;

    /** A cell is missing in the pack's voltage if so much of the others' is, and more than the pack's own error. */
    private static final double CLEARLY_MISSING = 0.5;

    private static final double PACK_ERROR = 0.01;

    private static final double COLD = 10;
    private static final double FREEZING = 0;
    private static final double RATE_IN_COLD = 0.35;
    private static final double RATE_IN_FROST = 0.1;

    private final SafetyReading reading;
    private final SafetyState state;
    private final Map<SafetyIndicator, Double> values = new EnumMap<>(SafetyIndicator.class);

    private SafetyIndicators(SafetyReading reading, SafetyState state) {
        this.reading = reading;
        this.state = state;
    }

    /**
     * @param reading the newest
     * @param state with the readings before it and what follows from them up to the newest
     */
    static Map<SafetyIndicator, Double> of(SafetyReading reading, SafetyState state) {
        SafetyIndicators indicators = new SafetyIndicators(reading, state);
        indicators.voltages();
        indicators.sensors();
        indicators.temperatures();
        indicators.rest();
        indicators.resistances();
        indicators.currents();
        return indicators.values;
    }

    private void voltages() {
        double[] cells = reading.knownCells();
        if (cells.length == 0) {
            return;
        }
        double lowest = Arrays.stream(cells).min().orElseThrow();
        double highest = Arrays.stream(cells).max().orElseThrow();
        double most = reading.ironPhosphate() ? MOST_LFP_VOLTAGE : MOST_OXIDE_VOLTAGE;
        double least = reading.ironPhosphate() ? LEAST_LFP_VOLTAGE : LEAST_OXIDE_VOLTAGE;
        values.put(SafetyIndicator.OVERVOLTAGE, highest - most);
        values.put(SafetyIndicator.UNDERVOLTAGE, least - lowest);
        if (cells.length >= 3) {
            double allowed =
                    VOLT_ALLOWANCE + RATE_ALLOWANCE * Math.abs(reading.rate()) + CHARGE_ALLOWANCE * state.slope();
            double low = Math.max(reading.medianCell() - lowest, missing(cells)) - allowed;
            // A cell of which nothing is known any more is not better than it was.
            if (reading.impossibleCells() == 0 || SafetyIndicator.CELL_LOW.grade(low) != SafetyLevel.NORMAL) {
                values.put(SafetyIndicator.CELL_LOW, low);
            }
            values.put(SafetyIndicator.CELL_HIGH, highest - reading.medianCell() - allowed);
            values.put(SafetyIndicator.CELL_SPREAD, highest - lowest - 2 * allowed);
        }
        if (reading.packVoltage().isPresent() && cells.length == reading.cells().length && cells.length >= 2) {
            double sum = Arrays.stream(cells).sum();
            values.put(
                    SafetyIndicator.VOLTAGE_SUM, Math.abs(reading.packVoltage().getAsDouble() - sum) / cells.length);
        }
        if (reading.insulation().isPresent() && reading.packVoltage().isPresent()) {
            double needed = OHM_PER_VOLT * reading.packVoltage().getAsDouble();
            values.put(
                    SafetyIndicator.INSULATION,
                    needed / Math.max(1, reading.insulation().getAsDouble()));
        }
    }

    /** By how much cells whose sensors tell nothing are too low by what is left of the pack's voltage; V. */
    private double missing(double[] cells) {
        long lost = lost(reading.cells(), Past::cells);
        if (lost == 0 || reading.packVoltage().isEmpty() || lost + cells.length < reading.cells().length) {
            return 0;
        }
        double pack = reading.packVoltage().getAsDouble();
        double each = (pack - Arrays.stream(cells).sum()) / lost;
        double low = reading.medianCell() - Math.max(0, each);
        boolean clear = low * lost >= Math.max(CLEARLY_MISSING * reading.medianCell(), PACK_ERROR * pack);
        return clear ? low : 0;
    }

    /** How many sensors told what can be a short time ago, and now do not. One that never did is not there. */
    private long lost(double[] now, Function<Past, List<Double>> sensors) {
        return IntStream.range(0, now.length)
                .filter(i -> Double.isInfinite(now[i]))
                .filter(i -> state.history().stream()
                        .map(sensors)
                        .anyMatch(told -> i < told.size() && told.get(i) < Double.MAX_VALUE))
                .count();
    }

    private void sensors() {
        long lost = lost(reading.cells(), Past::cells) + lost(reading.temperatures(), Past::temperatures);
        boolean sound = reading.impossibleCells() == 0
                && Arrays.stream(reading.temperatures()).noneMatch(Double::isInfinite);
        // One that is lost for longer is not judged any more, so that it stays as it was.
        if (lost > 0 || sound) {
            values.put(SafetyIndicator.SENSOR, (double) lost);
        }
    }

    private void temperatures() {
        double[] sensors = reading.knownTemperatures();
        if (sensors.length == 0) {
            return;
        }
        double hottest = Arrays.stream(sensors).max().orElseThrow();
        values.put(SafetyIndicator.TEMPERATURE, hottest);
        if (sensors.length >= 2) {
            values.put(
                    SafetyIndicator.TEMPERATURE_SPREAD,
                    hottest - Arrays.stream(sensors).min().orElseThrow());
        }
        state.history().stream()
                .filter(past -> reading.time() - past.time() >= RATE_SECONDS)
                .reduce((former, newer) -> newer)
                .ifPresent(past -> values.put(SafetyIndicator.TEMPERATURE_RATE, warming(past)));
        double coldest = Arrays.stream(sensors).min().orElseThrow();
        if (coldest < COLD) {
            double allowed = coldest < FREEZING ? RATE_IN_FROST : RATE_IN_COLD;
            values.put(SafetyIndicator.LITHIUM_PLATING, Math.max(0, reading.rate()) / allowed);
        }
    }

    private double warming(Past past) {
        double fastest = 0;
        double minutes = (reading.time() - past.time()) / SECONDS_PER_MINUTE;
        for (int i = 0;
                i < Math.min(reading.temperatures().length, past.temperatures().size());
                i++) {
            double rise = reading.temperatures()[i] - past.temperatures().get(i);
            if (Double.isFinite(rise) && past.temperatures().get(i) < Double.MAX_VALUE) {
                fastest = Math.max(fastest, rise / minutes);
            }
        }
        return fastest;
    }

    private void rest() {
        OptionalDouble drift = state.drift().fastest(reading);
        if (drift.isPresent() && reading.knownCells().length >= 3) {
            values.put(SafetyIndicator.SELF_DISCHARGE, drift.getAsDouble());
            // mV/h over V per capacity is the thousandth of the capacity per hour.
            values.put(SafetyIndicator.INTERNAL_SHORT, drift.getAsDouble() / Math.max(LEAST_SLOPE, state.slope()));
        }
    }

    private void resistances() {
        if (state.resistances().size() < 2) {
            return;
        }
        List<Double> last = state.resistances().get(1);
        List<Double> former = state.resistances().get(0);
        double most = 0;
        for (int i = 0; i < Math.min(last.size(), former.size()); i++) {
            most = Math.max(most, Math.min(last.get(i), former.get(i)));
        }
        values.put(SafetyIndicator.RESISTANCE, most);
    }

    private void currents() {
        double magnitude = Math.abs(reading.current());
        OptionalDouble limit = reading.current() > 0 ? reading.chargeLimit() : reading.dischargeLimit();
        if (limit.isPresent() && magnitude > LEAST_STEP * reading.nominalCapacity() / 10) {
            values.put(SafetyIndicator.CURRENT_LIMIT, magnitude / Math.max(1e-3, limit.getAsDouble()));
        }
        reading.contactorClosed()
                .ifPresent(closed -> values.put(
                        SafetyIndicator.CONTACTOR, closed ? 0 : magnitude / (reading.nominalCapacity() / 20)));
    }

    /** Each cell's resistance over the median, from a step of the current; none if there was no step. */
    static List<Double> resistances(Past before, SafetyReading now) {
        double step = now.current() - before.current();
        if (Math.abs(step) < LEAST_STEP * now.nominalCapacity()
                || now.time() - before.time() > LONGEST_STEP_SECONDS
                || before.cells().size() != now.cells().length) {
            return List.of();
        }
        double[] moved = new double[now.cells().length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = before.cells().get(i) < Double.MAX_VALUE
                    ? (now.cells()[i] - before.cells().get(i)) * Math.signum(step)
                    : Double.NaN;
        }
        double median = SafetyReading.median(
                Arrays.stream(moved).filter(Double::isFinite).toArray());
        if (!(median >= LEAST_RESISTIVE_DROP)) {
            return List.of();
        }
        List<Double> ratios = new ArrayList<>();
        for (double each : moved) {
            ratios.add(Double.isFinite(each) ? each / median : 1.0);
        }
        return ratios;
    }
}
