package io.celltwin.battery;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Forecasts the remaining life: draws fade curves that agree with the measured past and looks where each meets the end of
 * life, with the capacity's own scatter added to where that is seen. The same history always gives the same forecast.
 */
public final class LifeForecaster {

    /** Lives longer than this are not told apart. */
    public static final double MOST_CYCLES = 20_000;

    private static final int CURVES = 800;
    private static final int BISECTIONS = 40;
    private static final long SEED = 20_260_101;

    private final double endOfLife;
    private final int leastPoints;

    /**
     * @param endOfLife capacity at which the battery's life ends, relative to the nominal one; 0 to 1
     * @param leastPoints how many measured capacities a forecast needs; at least 3
     */
    public LifeForecaster(double endOfLife, int leastPoints) {
        if (!(endOfLife > 0 && endOfLife < 1)) {
            throw new IllegalArgumentException("the end of life must lie between 0 and 1 of the nominal capacity");
        }
        if (leastPoints < 3) {
            throw new IllegalArgumentException("a forecast needs at least 3 measured capacities");
        }
        this.endOfLife = endOfLife;
        this.leastPoints = leastPoints;
    }

    /**
     * Forecasts from what was measured.
     *
     * @param trend measured capacities; Ah
     * @param nominalCapacity capacity when new; Ah
     * @return full cycles until the end of life, at most {@value #MOST_CYCLES}; empty when too little was measured
     */
    public Optional<RemainingLife> forecast(FadeTrend trend, double nominalCapacity) {
        if (trend.points().size() < leastPoints) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        FadeHistory history = FadeHistory.of(trend, nominalCapacity);
        double now = history.newestCycle();
        double[] lives = Arrays.stream(FadePosterior.draw(history, CURVES, random))
                .mapToDouble(parameters -> remaining(FadeLaw.Curve.of(parameters), now, history.noise(), random))
                .toArray();
        Percentile quantiles = new Percentile();
        quantiles.setData(lives);
        return Optional.of(new RemainingLife(quantiles.evaluate(50), quantiles.evaluate(5), quantiles.evaluate(95)));
    }

    private double remaining(FadeLaw.Curve curve, double now, double noise, RandomGenerator random) {
        double end = endOfLife + noise * random.nextGaussian();
        double low = Math.log(now);
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
        return Math.min(MOST_CYCLES, Math.exp(high) - now);
    }
}
