package io.celltwin.battery.life;

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
    private static final double EFFECTIVE_POINTS = 15;
    /** Nobody measures capacity better than this from cycle to cycle, relative to the nominal one. */
    private static final double LEAST_NOISE = 0.0015;
    /** How much less the oldest point binds the curve than the newest. */
    private static final double OLDEST_DEVIATION = 0.01;

    private static final int WAVE_DEGREE = 3;
    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final double CLIP = 4;

    static FadeHistory of(FadeTrend trend, double nominalCapacity) {
        List<FadeTrend.Point> points = trend.points();
        int portions = Math.min(MOST_POINTS, points.size());
        double[] cycles = new double[portions];
        double[] capacities = new double[portions];
        double[] errors = new double[portions];
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
            errors[i] = portion.stream()
                            .mapToDouble(point -> point.standardError().orElse(0))
                            .average()
                            .orElseThrow()
                    / nominalCapacity;
        }
        double noise = Math.max(LEAST_NOISE, Math.max(scatter(points, nominalCapacity), waves(cycles, capacities)));
        double newest = cycles[portions - 1];
        double usual = median(errors);
        double[] deviations = new double[portions];
        for (int i = 0; i < portions; i++) {
            double older = OLDEST_DEVIATION * (newest - cycles[i]) / Math.max(1, newest);
            // What is usual of the errors is in the scatter already; what is more makes a point count less.
            deviations[i] = Math.hypot(Math.hypot(noise, older), Math.max(0, errors[i] - usual));
        }
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
