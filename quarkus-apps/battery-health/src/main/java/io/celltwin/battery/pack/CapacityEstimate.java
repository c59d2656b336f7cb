package io.celltwin.battery.pack;

import io.celltwin.battery.life.FadeTrend;
import java.util.OptionalDouble;

/**
 * The battery's capacity as all its discharges together say it: a Kalman filter of one state (Kalman, J. Basic Eng. 82, 1960).
 * The capacity wanders from cycle to cycle by {@value #WANDER} of the nominal one times the square root of the cycles, as the
 * recorded cells do; a discharge counts by its standard error, so that partial ones count little and many of them much.
 *
 * @param capacity at 25 °C; Ah
 * @param standardError of it; Ah
 * @param cycle of the last discharge
 */
record CapacityEstimate(double capacity, double standardError, double cycle) {

    private static final double WANDER = 0.01;
    /** Deviations from the trend beyond so many standard errors wait for confirmation ... */
    private static final double DOUBTFUL_ERRORS = 4;
    /** ... if they are more than this part of the nominal capacity. */
    private static final double DOUBTFUL_PART = 0.04;

    CapacityEstimate {
        if (!(capacity > 0
                && Double.isFinite(capacity)
                && standardError > 0
                && Double.isFinite(standardError)
                && cycle >= 0)) {
            throw new IllegalArgumentException("no capacity is estimated so");
        }
    }

    static CapacityEstimate of(FadeTrend.Point point, double nominal) {
        return new CapacityEstimate(point.capacity(), error(point, nominal), point.cycle());
    }

    CapacityEstimate plus(FadeTrend.Point point, double nominal) {
        double prior = priorVariance(point.cycle(), nominal);
        double measured = square(error(point, nominal));
        double gain = prior / (prior + measured);
        return new CapacityEstimate(
                capacity + gain * (point.capacity() - capacity),
                Math.sqrt((1 - gain) * prior),
                Math.max(cycle, point.cycle()));
    }

    /** Whether a measurement is too far from the battery's own trend to be taken without another one. */
    boolean doubts(FadeTrend.Point point, double nominal) {
        double away = Math.abs(point.capacity() - capacity);
        return away > DOUBTFUL_PART * nominal
                && away
                        > DOUBTFUL_ERRORS
                                * Math.sqrt(priorVariance(point.cycle(), nominal) + square(error(point, nominal)));
    }

    private double priorVariance(double at, double nominal) {
        return square(standardError) + square(WANDER * nominal) * Math.max(0, at - cycle);
    }

    private static double error(FadeTrend.Point point, double nominal) {
        OptionalDouble known = point.standardError();
        return known.orElse(0.005 * nominal);
    }

    private static double square(double value) {
        return value * value;
    }
}
