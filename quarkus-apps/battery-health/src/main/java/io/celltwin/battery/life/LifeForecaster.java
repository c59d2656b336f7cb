package io.celltwin.battery.life;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Forecasts the remaining life:
 *
 * <ol>
 *   <li>draws fade curves that agree with the measured past and with the prior learnt from fleets ({@link FadePosterior});
 *   <li>looks where each meets the end of life, with the capacity's own scatter added to where that is seen;
 *   <li>lets a curve that comes from no fleet end earlier by chance: nobody knows what knee such a battery has. As long as it
 *       has lived, so unlikely is it to end soon: {@code P(r) = (age / (age + r))^}{@value #SUDDEN_END} (with the exponent 1 it is
 *       Gott's rule for what is seen at a random moment, Nature 363, 1993; a smaller one trusts the curve more);
 *   <li>widens or narrows the intervals by what recorded lives demand ({@link FadePrior.Calibration}), by another table if most
 *       of the curves come from no fleet: then the battery is not familiar.
 * </ol>
 *
 * The same history always gives the same forecast.
 */
public final class LifeForecaster {

    /** Lives longer than this are not told apart. */
    public static final double MOST_CYCLES = 20_000;

    private static final int CURVES = 600;
    private static final int BISECTIONS = 40;
    private static final long SEED = 20_260_101;
    private static final double[] PERCENTS = {5, 25, 50, 75, 95};
    /** Beyond this probability a battery belongs to no fleet. */
    private static final double UNFAMILIAR = 0.5;

    private static final double SUDDEN_END = 0.4;

    private final double endOfLife;
    private final int leastPoints;
    private final FadePrior prior;

    /**
     * A forecaster with the prior that comes with the program.
     *
     * @param endOfLife capacity at which the battery's life ends, relative to the nominal one; 0 to 1
     * @param leastPoints how many measured capacities a forecast needs; at least 3
     */
    public LifeForecaster(double endOfLife, int leastPoints) {
        this(endOfLife, leastPoints, FadePrior.bundled());
    }

    /**
     * A forecaster with another prior.
     *
     * @param endOfLife capacity at which the battery's life ends, relative to the nominal one; 0 to 1
     * @param leastPoints how many measured capacities a forecast needs; at least 3
     * @param prior what is known of batteries before one is measured
     */
    public LifeForecaster(double endOfLife, int leastPoints, FadePrior prior) {
        if (!(endOfLife > 0 && endOfLife < 1)) {
            throw new IllegalArgumentException("the end of life must lie between 0 and 1 of the nominal capacity");
        }
        if (leastPoints < 3) {
            throw new IllegalArgumentException("a forecast needs at least 3 measured capacities");
        }
        this.endOfLife = endOfLife;
        this.leastPoints = leastPoints;
        this.prior = prior;
    }

    /** Capacity at which life ends, relative to the nominal one. */
    public double endOfLife() {
        return endOfLife;
    }

    /**
     * Forecasts from what was measured of a battery of unknown chemistry.
     *
     * @param trend measured capacities; Ah
     * @param nominalCapacity capacity when new; Ah
     * @return full cycles until the end of life, at most {@value #MOST_CYCLES}; empty when too little was measured
     */
    public Optional<RemainingLife> forecast(FadeTrend trend, double nominalCapacity) {
        return forecast(trend, nominalCapacity, Optional.empty());
    }

    /**
     * Forecasts from what was measured.
     *
     * @param trend measured capacities; Ah
     * @param nominalCapacity capacity when new; Ah
     * @param chemistry of the cells, in words, if it is known
     * @return full cycles until the end of life, at most {@value #MOST_CYCLES}; empty when too little was measured
     */
    public Optional<RemainingLife> forecast(FadeTrend trend, double nominalCapacity, Optional<String> chemistry) {
        return posterior(trend, nominalCapacity, chemistry)
                .map(raw -> raw.calibrated(raw.familiar() ? prior.known() : prior.unknown()));
    }

    /**
     * The forecast before it is calibrated, for those who calibrate.
     *
     * @return empty when too little was measured
     */
    public Optional<RawForecast> posterior(FadeTrend trend, double nominalCapacity, Optional<String> chemistry) {
        if (trend.points().size() < leastPoints) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        FadeHistory history = FadeHistory.of(trend, nominalCapacity);
        double now = trend.points().get(trend.points().size() - 1).cycle();
        FadePrior.Density density = prior.of(chemistry).density();
        double[][] curves = FadePosterior.draw(history, density, CURVES, random);
        Percentile quantiles = new Percentile();
        quantiles.setData(Arrays.stream(curves)
                .mapToDouble(parameters -> Math.min(
                        remaining(FadeLaw.Curve.of(parameters), now, history.noise(), random),
                        suddenEnd(now, density.unknown(parameters), random)))
                .toArray());
        double unknown =
                Arrays.stream(curves).mapToDouble(density::unknown).average().orElseThrow();
        return Optional.of(new RawForecast(
                now, Arrays.stream(PERCENTS).map(quantiles::evaluate).toArray(), unknown < UNFAMILIAR));
    }

    /** When a curve that may come from no fleet ends by what no fleet shows; cycles from now on. */
    private static double suddenEnd(double now, double unknown, RandomGenerator random) {
        double survival = 1 - random.nextDouble();
        return random.nextDouble() < unknown
                ? Math.max(1, now) * (Math.pow(survival, -1 / SUDDEN_END) - 1)
                : Double.POSITIVE_INFINITY;
    }

    private double remaining(FadeLaw.Curve curve, double now, double noise, RandomGenerator random) {
        double end = endOfLife + noise * random.nextGaussian();
        double low = Math.log(Math.max(0.5, now));
        double high = Math.log(now + MOST_CYCLES);
        if (curve.at(low) <= end) {
            return 0;
        }
        if (curve.at(high) > end) {
            return MOST_CYCLES;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (curve.at(middle) > end) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.max(0, Math.min(MOST_CYCLES, Math.exp(high) - now));
    }
}
