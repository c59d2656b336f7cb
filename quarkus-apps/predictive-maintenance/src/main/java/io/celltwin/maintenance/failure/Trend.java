package io.celltwin.maintenance.failure;

import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A straight line through an indicator's latest means: ordinary least squares, the slope's standard error widened by the first
 * autocorrelation of the residuals, {@code sqrt((1 + r) / (1 - r))}, since neighbours are not independent.
 *
 * @param level at the newest point
 * @param slope per second
 * @param slopeError standard error of the slope
 */
record Trend(double level, double slope, double slopeError) {

    /** Fewer points are no trend. */
    static final int LEAST_POINTS = 16;
    /** Standard errors that a slope must be away from zero: many indicators are looked at, all the time. */
    static final double SIGNIFICANT = 5;

    private static final double MOST_AUTOCORRELATION = 0.9;
    /** Standard normal quantile at 95 %. */
    private static final double Z95 = 1.6449;

    /**
     * When a limit is reached, in seconds from the newest point.
     *
     * @param p05 earliest
     * @param median most likely
     * @param p95 latest
     * @param probability that it is reached within the planning horizon
     */
    record Reach(double p05, double median, double p95, double probability) {}

    /**
     * Fits the line.
     *
     * @param seconds of the points, in order
     * @param values of the points
     * @return empty if there are too few points, or all at once
     */
    static Optional<Trend> of(double[] seconds, double[] values) {
        int n = seconds.length;
        if (n < LEAST_POINTS) {
            return Optional.empty();
        }
        double meanTime = mean(seconds);
        double meanValue = mean(values);
        double square = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            square += (seconds[i] - meanTime) * (seconds[i] - meanTime);
            product += (seconds[i] - meanTime) * (values[i] - meanValue);
        }
        if (!(square > 0)) {
            return Optional.empty();
        }
        double slope = product / square;
        double residual = 0;
        double neighbours = 0;
        double before = 0;
        for (int i = 0; i < n; i++) {
            double off = values[i] - meanValue - slope * (seconds[i] - meanTime);
            residual += off * off;
            neighbours += i > 0 ? off * before : 0;
            before = off;
        }
        double correlation = residual > 0 ? Math.max(0, Math.min(MOST_AUTOCORRELATION, neighbours / residual)) : 0;
        double error = Math.sqrt(residual / (n - 2) / square * (1 + correlation) / (1 - correlation));
        return Optional.of(new Trend(meanValue + slope * (seconds[n - 1] - meanTime), slope, error));
    }

    /**
     * When the line reaches a limit.
     *
     * @param limit towards which it may go
     * @param horizonSeconds planning horizon
     * @return empty if it does not go there for sure
     */
    Optional<Reach> reach(double limit, double horizonSeconds) {
        double distance = limit - level;
        double towards = Math.signum(distance) * slope;
        double away = Math.abs(distance);
        if (distance == 0 || !(towards > SIGNIFICANT * slopeError)) {
            return Optional.empty();
        }
        double error = Math.max(slopeError, Double.MIN_NORMAL);
        double probability =
                1 - new NormalDistribution(null, towards, error).cumulativeProbability(away / horizonSeconds);
        return Optional.of(new Reach(
                away / (towards + Z95 * slopeError), away / towards, away / (towards - Z95 * slopeError), probability));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
