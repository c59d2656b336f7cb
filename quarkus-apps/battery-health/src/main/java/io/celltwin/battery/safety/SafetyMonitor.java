package io.celltwin.battery.safety;

import io.celltwin.battery.safety.SafetyState.Past;
import io.celltwin.battery.safety.SafetyState.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches one battery.
 *
 * <ol>
 *   <li>Each reading gives the indicators their values ({@link SafetyIndicators}).
 *   <li>An indicator is raised to a level when {@value #READINGS_TO_RAISE} readings in a row over at least
 *       {@value #SECONDS_TO_RAISE} s say so, and lowered when it was below for {@value #SECONDS_TO_LOWER} s, so that a single
 *       wrong value does nothing.
 *   <li>The battery's level is the highest of them. Two cautions that have different causes are a warning.
 * </ol>
 *
 * Knows no thread: give it one battery's readings in order.
 */
public final class SafetyMonitor {

    private static final int READINGS_TO_RAISE = 3;
    private static final double SECONDS_TO_RAISE = 2;
    private static final double SECONDS_TO_LOWER = 120;
    private static final double HISTORY_STEP = 30;
    private static final double HISTORY_LENGTH = 120;
    /** Between the readings by which the slope of the voltage is known, relative to the capacity. */
    private static final double SLOPE_CHARGE = 0.004;

    private static final double MOST_SLOPE = 30;
    private static final double SECONDS_PER_HOUR = 3600;

    private SafetyState state;

    /** Watches a battery of which nothing is known. */
    public SafetyMonitor() {
        this(SafetyState.NEW);
    }

    SafetyMonitor(SafetyState state) {
        this.state = state;
    }

    /** Where the watching stands. */
    public SafetyState state() {
        return state;
    }

    /**
     * Why a battery is not safe.
     *
     * @param indicator which
     * @param level how bad
     * @param value in the indicator's unit
     * @param limit from which on it is so
     * @param since when it was raised
     */
    public record Reason(SafetyIndicator indicator, SafetyLevel level, double value, double limit, Instant since) {}

    /**
     * How safe a battery is.
     *
     * @param level the worst
     * @param since since when
     * @param reasons worst first
     */
    public record Assessment(SafetyLevel level, Instant since, List<Reason> reasons) {}

    /**
     * Takes a reading.
     *
     * @param at when it was, on the wall clock
     * @return how safe the battery is, if that is another thing than was told last
     */
    public Optional<Assessment> next(SafetyReading reading, Instant at) {
        if (!reading.judgeable()
                || !Double.isFinite(reading.time())
                || !Double.isFinite(reading.current())
                || !(reading.nominalCapacity() > 0)) {
            return Optional.empty();
        }
        List<Standing> former = state.standing();
        observe(reading);
        List<Standing> standing = standing(SafetyIndicators.of(reading, state), reading.time(), at);
        SafetyLevel level = level(standing);
        boolean told = state.level().isPresent();
        boolean changed = state.level().map(was -> was != level).orElse(true);
        Instant since = changed ? at : state.since().orElse(at);
        boolean otherReasons = !raised(former).equals(raised(standing));
        state = new SafetyState(
                state.history(),
                state.drift(),
                state.resistances(),
                state.slope(),
                standing,
                Optional.of(level),
                Optional.of(since));
        return changed || !told || otherReasons
                ? Optional.of(new Assessment(level, since, reasons(standing)))
                : Optional.empty();
    }

    private void observe(SafetyReading reading) {
        List<Past> history = new ArrayList<>(state.history());
        Past last = history.isEmpty() ? null : history.get(history.size() - 1);
        if (last != null && reading.time() < last.time()) {
            history.clear();
            last = null;
        }
        List<List<Double>> resistances = new ArrayList<>(state.resistances());
        double charge = 0;
        double slope = state.slope();
        if (last != null) {
            charge = last.charge()
                    + (last.current() + reading.current()) / 2 * (reading.time() - last.time()) / SECONDS_PER_HOUR;
            slope = slope(reading, history, charge, slope);
            List<Double> ratios = SafetyIndicators.resistances(last, reading);
            if (!ratios.isEmpty()) {
                resistances.add(ratios);
            }
        }
        if (history.size() > 1 && last.time() - history.get(history.size() - 2).time() < HISTORY_STEP) {
            history.remove(history.size() - 1);
        }
        history.add(past(reading, charge));
        while (history.size() > 2 && reading.time() - history.get(1).time() > HISTORY_LENGTH) {
            history.remove(0);
        }
        state = new SafetyState(
                history,
                state.drift().next(reading),
                resistances.subList(Math.max(0, resistances.size() - 2), resistances.size()),
                slope,
                state.standing(),
                state.level(),
                state.since());
    }

    /** How steep the median cell's voltage is over the charge; falls slowly, so that a steep end is remembered. */
    private static double slope(SafetyReading reading, List<Past> history, double charge, double former) {
        for (int i = history.size() - 1; i >= 0; i--) {
            double moved = (charge - history.get(i).charge()) / reading.nominalCapacity();
            boolean sameLoad =
                    Math.abs(history.get(i).current() - reading.current()) < 0.05 * reading.nominalCapacity();
            if (sameLoad && Math.abs(moved) >= SLOPE_CHARGE) {
                double[] then = history.get(i).cells().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(volts -> volts < Double.MAX_VALUE)
                        .toArray();
                double steep = (reading.medianCell() - SafetyReading.median(then)) / moved;
                double now = Double.isFinite(steep) ? Math.min(MOST_SLOPE, Math.abs(steep)) : 0;
                return Math.max(now, former * 0.97);
            }
        }
        return former;
    }

    private static Past past(SafetyReading reading, double charge) {
        return new Past(reading.time(), reading.current(), list(reading.cells()), list(reading.temperatures()), charge);
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(Double.isFinite(value) ? value : Double.MAX_VALUE);
        }
        return list;
    }

    private List<Standing> standing(Map<SafetyIndicator, Double> values, double time, Instant at) {
        Map<SafetyIndicator, Standing> former = new EnumMap<>(SafetyIndicator.class);
        state.standing().forEach(each -> former.put(each.indicator(), each));
        List<Standing> standing = new ArrayList<>();
        for (SafetyIndicator indicator : SafetyIndicator.values()) {
            Standing was = former.get(indicator);
            Double value = values.get(indicator);
            if (value == null) {
                // What cannot be judged now stays as it was: a short does not heal when the rest ends.
                if (was != null && was.level() != SafetyLevel.NORMAL) {
                    standing.add(was);
                }
                continue;
            }
            Standing next = next(indicator, was, value, time, at);
            if (next.level() != SafetyLevel.NORMAL || next.candidate() != SafetyLevel.NORMAL) {
                standing.add(next);
            }
        }
        return standing;
    }

    private static Standing next(SafetyIndicator indicator, Standing was, double value, double time, Instant at) {
        SafetyLevel level = was == null ? SafetyLevel.NORMAL : was.level();
        SafetyLevel grade = indicator.grade(value);
        boolean same = was != null && sameSide(grade, was.candidate(), level) && time >= was.candidateTime();
        int count = same ? was.count() + 1 : 1;
        double candidateTime = same ? was.candidateTime() : time;
        // While it rises from reading to reading, the least of them counts.
        SafetyLevel candidate =
                same && grade.compareTo(level) > 0 && was.candidate().compareTo(level) > 0
                        ? min(grade, was.candidate())
                        : grade;
        boolean rises = candidate.compareTo(level) > 0
                && count >= READINGS_TO_RAISE
                && time - candidateTime >= SECONDS_TO_RAISE;
        boolean falls = candidate.compareTo(level) < 0
                && count >= READINGS_TO_RAISE
                && time - candidateTime >= SECONDS_TO_LOWER;
        Optional<Instant> since = was == null ? Optional.empty() : was.since();
        if (rises || falls) {
            return new Standing(
                    indicator, candidate, value, grade, 1, time, level == SafetyLevel.NORMAL ? Optional.of(at) : since);
        }
        return new Standing(indicator, level, value, candidate, count, candidateTime, since);
    }

    private static boolean sameSide(SafetyLevel one, SafetyLevel other, SafetyLevel level) {
        return Integer.signum(one.compareTo(level)) == Integer.signum(other.compareTo(level));
    }

    private static SafetyLevel min(SafetyLevel one, SafetyLevel other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static SafetyLevel level(List<Standing> standing) {
        SafetyLevel worst = standing.stream()
                .map(Standing::level)
                .max(Comparator.naturalOrder())
                .orElse(SafetyLevel.NORMAL);
        return worst == SafetyLevel.CAUTION && causes(standing) >= 2 ? SafetyLevel.WARNING : worst;
    }

    /** Indicators of the same cause count once: voltages, temperatures, drift at rest, and each of the others. */
    private static long causes(List<Standing> standing) {
        return standing.stream()
                .filter(each -> each.level() != SafetyLevel.NORMAL)
                .map(each -> switch (each.indicator()) {
                    case CELL_LOW, CELL_HIGH, CELL_SPREAD, OVERVOLTAGE, UNDERVOLTAGE, VOLTAGE_SUM -> 0;
                    case TEMPERATURE, TEMPERATURE_RATE, TEMPERATURE_SPREAD -> 1;
                    case SELF_DISCHARGE, INTERNAL_SHORT -> 2;
                    case INSULATION, RESISTANCE, LITHIUM_PLATING, CONTACTOR, CURRENT_LIMIT, SENSOR ->
                        3 + each.indicator().ordinal();
                })
                .distinct()
                .count();
    }

    private static Map<SafetyIndicator, SafetyLevel> raised(List<Standing> standing) {
        Map<SafetyIndicator, SafetyLevel> raised = new EnumMap<>(SafetyIndicator.class);
        standing.stream()
                .filter(each -> each.level() != SafetyLevel.NORMAL)
                .forEach(each -> raised.put(each.indicator(), each.level()));
        return raised;
    }

    private static List<Reason> reasons(List<Standing> standing) {
        return standing.stream()
                .filter(each -> each.level() != SafetyLevel.NORMAL)
                .map(each -> new Reason(
                        each.indicator(),
                        each.level(),
                        each.value(),
                        each.indicator().limit(each.level()),
                        each.since().orElseThrow()))
                .sorted(Comparator.comparing(Reason::level).reversed())
                .toList();
    }
}
