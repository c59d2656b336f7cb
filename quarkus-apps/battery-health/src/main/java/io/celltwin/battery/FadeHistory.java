package io.celltwin.battery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoint;

/**
 * A fade trend prepared for fitting: relative capacities by the logarithm of the cycle, thinned by medians, each with the
 * deviation that a curve may have from it.
 *
 * @param logCycles natural logarithm of each cycle
 * @param capacities relative to the nominal one
 * @param deviations standard deviation of each capacity around a good curve
 * @param weight how much one point counts: neighbouring points deviate alike, so that many tell little more than few
 */
record FadeHistory(double[] logCycles, double[] capacities, double[] deviations, double weight) {

    private static final int MOST_POINTS = 60;
    /** Points that count in full; see the class comment. */
    private static final double EFFECTIVE_POINTS = 8;
    /** Nobody measures capacity better than this, relative to the nominal one. */
    private static final double LEAST_NOISE = 0.002;
    /** Capacity recovers and sags in waves, which a smooth curve through the past hides; hence the factor. */
    private static final double WAVE_FACTOR = 2;
    /** How much less the oldest point binds the curve than the newest. */
    private static final double OLDEST_DEVIATION = 0.02;

    private static final int WAVE_DEGREE = 3;
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double CLIP = 4;

    static FadeHistory of(FadeTrend trend, double nominalCapacity) {
        List<FadeTrend.Point> points = trend.points();
        int portions = Math.min(MOST_POINTS, points.size());
        double[] cycles = new double[portions];
        double[] capacities = new double[portions];
        for (int i = 0; i < portions; i++) {
            List<FadeTrend.Point> portion =
                    points.subList(i * points.size() / portions, (i + 1) * points.size() / portions);
            cycles[i] = portion.stream()
                    .mapToDouble(FadeTrend.Point::cycle)
                    .average()
                    .orElseThrow();
            capacities[i] = median(portion.stream()
                            .mapToDouble(FadeTrend.Point::capacity)
                            .toArray())
                    / nominalCapacity;
        }
        double noise = Math.max(
                LEAST_NOISE, Math.max(scatter(points, nominalCapacity), WAVE_FACTOR * waves(cycles, capacities)));
        double newest = cycles[portions - 1];
        double[] deviations = Arrays.stream(cycles)
                .map(cycle -> Math.hypot(noise, OLDEST_DEVIATION * (newest - cycle) / Math.max(1, newest)))
                .toArray();
        return new FadeHistory(
                Arrays.stream(cycles)
                        .map(cycle -> Math.log(Math.max(0.5, cycle)))
                        .toArray(),
                capacities,
                deviations,
                Math.min(1, EFFECTIVE_POINTS / portions));
    }

    double newestCycle() {
        return Math.exp(logCycles[logCycles.length - 1]);
    }

    /** Noise of the newest point. */
    double noise() {
        return deviations[deviations.length - 1];
    }

    /** Capacity at the start, as the first measurements have it. */
    double start() {
        return median(Arrays.copyOf(capacities, Math.min(3, capacities.length)));
    }

    /** Noise from one measurement to the next. */
    private static double scatter(List<FadeTrend.Point> points, double nominalCapacity) {
        double[] steps = new double[points.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (points.get(i + 1).capacity() - points.get(i).capacity()) / nominalCapacity;
        }
        double middle = median(steps);
        return MAD_TO_DEVIATION
                * median(Arrays.stream(steps)
                        .map(step -> Math.abs(step - middle))
                        .toArray())
                / Math.sqrt(2);
    }

    /** Slow deviations from a smooth curve, with single outliers clipped. */
    private static double waves(double[] cycles, double[] capacities) {
        if (cycles.length <= WAVE_DEGREE + 1) {
            return 0;
        }
        int last = cycles.length - 1;
        List<WeightedObservedPoint> observed = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            observed.add(
                    new WeightedObservedPoint(1, (cycles[i] - cycles[0]) / (cycles[last] - cycles[0]), capacities[i]));
        }
        double[] smooth = PolynomialCurveFitter.create(WAVE_DEGREE).fit(observed);
        double[] residuals = observed.stream()
                .mapToDouble(point -> {
                    double fitted = 0.0;
                    for (int k = WAVE_DEGREE; k >= 0; k--) {
                        fitted = fitted * point.getX() + smooth[k];
                    }
                    return point.getY() - fitted;
                })
                .toArray();
        double limit = CLIP
                * MAD_TO_DEVIATION
                * median(Arrays.stream(residuals).map(Math::abs).toArray());
        return Math.sqrt(Arrays.stream(residuals)
                .map(r -> Math.max(-limit, Math.min(limit, r)))
                .map(r -> r * r)
                .average()
                .orElse(0));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
