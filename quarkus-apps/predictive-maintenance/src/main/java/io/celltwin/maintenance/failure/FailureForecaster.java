package io.celltwin.maintenance.failure;

import io.celltwin.maintenance.failure.Trend.Reach;
import io.celltwin.model.AlarmLimit;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Expects a failure where a condition indicator goes steadily towards an alarm limit of the machine's model. Two windows are
 * looked at, of minutes and of hours, so that what takes a shift and what takes weeks is seen; the earlier expectation counts.
 */
public final class FailureForecaster {

    /** Within which time a failure is to be planned for. */
    public static final Duration HORIZON = Duration.ofDays(7);

    private static final List<Duration> SPANS = List.of(Duration.ofMinutes(5), Duration.ofHours(2));
    /** What is later than this is no forecast. */
    private static final Duration LATEST = Duration.ofDays(365);

    private final List<ModelProperty> indicators;
    private final List<MeanSeries> series;

    /**
     * What is expected.
     *
     * @param indicator that reaches its limit
     * @param limit which
     * @param probability that it does within {@link #HORIZON}
     * @param p05 earliest
     * @param median most likely
     * @param p95 latest
     */
    public record Forecast(
            ModelProperty indicator, AlarmLimit limit, double probability, Instant p05, Instant median, Instant p95) {}

    /**
     * Where a forecaster stands.
     *
     * @param series of each span
     */
    public record State(List<MeanSeries.State> series) {

        /** None. */
        public static State begin(int indicators) {
            return new State(SPANS.stream()
                    .map(span -> new MeanSeries(span, indicators).state())
                    .toList());
        }

        /** Rejects another number of series. */
        public State {
            series = List.copyOf(series);
            if (series.size() != SPANS.size()) {
                throw new IllegalArgumentException("the means of the indicators are not those of the forecast");
            }
        }
    }

    /**
     * @param indicators condition indicators
     * @param state where it stands
     */
    public FailureForecaster(List<ModelProperty> indicators, State state) {
        this.indicators = List.copyOf(indicators);
        this.series = new ArrayList<>();
        for (int i = 0; i < SPANS.size(); i++) {
            MeanSeries.State stored = state.series().get(i);
            series.add(
                    stored.sums().length == indicators.size()
                            ? new MeanSeries(SPANS.get(i), stored)
                            : new MeanSeries(SPANS.get(i), indicators.size()));
        }
    }

    /** Where it stands. */
    public State state() {
        return new State(series.stream().map(MeanSeries::state).toList());
    }

    /** The machine is set otherwise: what its indicators did before says nothing about what they will do. */
    public void clear() {
        series.forEach(MeanSeries::clear);
    }

    /**
     * Takes a sample.
     *
     * @param time when
     * @param values of the indicators; NaN where one is not known
     * @return whether there may be another forecast
     */
    public boolean add(Instant time, double[] values) {
        boolean news = false;
        for (MeanSeries each : series) {
            news |= each.add(time, values);
        }
        return news;
    }

    /** What is expected first. */
    public Optional<Forecast> forecast() {
        List<Forecast> all = new ArrayList<>();
        for (int k = 0; k < indicators.size(); k++) {
            for (MeanSeries each : series) {
                for (AlarmLimit limit : indicators.get(k).alarmLimits()) {
                    forecast(each, k, limit).ifPresent(all::add);
                }
            }
        }
        return all.stream().min(Comparator.comparing(Forecast::median));
    }

    private Optional<Forecast> forecast(MeanSeries means, int indicator, AlarmLimit limit) {
        List<MeanSeries.Point> points = means.points().stream()
                .filter(point -> point.counts()[indicator] > 0)
                .toList();
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Instant newest = points.get(points.size() - 1).at();
        double[] seconds = points.stream()
                .mapToDouble(point -> Duration.between(newest, point.at()).toSeconds())
                .toArray();
        double[] values =
                points.stream().mapToDouble(point -> point.means()[indicator]).toArray();
        Optional<Trend> trend = Trend.of(seconds, values);
        Optional<Reach> reach = trend.filter(line -> notYet(line.level(), limit))
                .flatMap(line -> line.reach(limit.limit(), (double) HORIZON.toSeconds()))
                .filter(when -> when.median() < LATEST.toSeconds());
        return reach.map(when -> new Forecast(
                indicators.get(indicator),
                limit,
                when.probability(),
                newest.plusSeconds((long) when.p05()),
                newest.plusSeconds((long) when.median()),
                newest.plusSeconds((long) Math.min(when.p95(), 10.0 * LATEST.toSeconds()))));
    }

    /** A limit that is crossed already is an alarm, not a forecast. */
    private static boolean notYet(double level, AlarmLimit limit) {
        return limit.kind() == AlarmLimit.Kind.ABOVE ? level < limit.limit() : level > limit.limit();
    }
}
