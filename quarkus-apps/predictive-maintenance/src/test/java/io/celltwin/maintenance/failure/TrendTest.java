package io.celltwin.maintenance.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.maintenance.failure.Trend.Reach;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two days of means, an hour apart. */
class TrendTest {

    private static final int POINTS = 48;
    private static final double HOUR = 3600;
    private static final double WEEK = 7 * 24 * HOUR;

    @Test
    void whatGoesStraightTowardsItsLimitIsExpectedThere() {
        Reach reach = reach(5, 0.01, 0.001, 0, 1).orElseThrow();

        // From 5 + 47 x 0.01 at 0.01 an hour to 7.
        assertThat(reach.median() / HOUR).isCloseTo(153, within(3.0));
        assertThat(reach.p05()).isLessThan(reach.median());
        assertThat(reach.p95()).isGreaterThan(reach.median());
        assertThat(reach.probability()).isGreaterThan(0.99);
    }

    @Test
    void whatIsFarAwayIsHardlyReachedWithinAWeek() {
        assertThat(reach(1, 0.01, 0.001, 0, 1).orElseThrow().probability()).isLessThan(0.01);
    }

    @Test
    void noiseWithoutATrendIsHardlyEverOneEvenWhereNeighboursAreAlike() {
        int found = 0;
        for (int seed = 0; seed < 2000; seed++) {
            found += reach(5, 0, 0.1, 0.7, seed).isPresent() ? 1 : 0;
        }

        assertThat(found).isLessThan(10);
    }

    @Test
    void whatGoesAwayFromTheLimitIsNotExpectedThere() {
        assertThat(reach(5, -0.01, 0.001, 0, 1)).isEmpty();
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        int held = 0;
        int forecasts = 0;
        for (int seed = 0; seed < 500; seed++) {
            Optional<Reach> reach = reach(5, 0.01, 0.05, 0, seed);
            if (reach.isPresent()) {
                forecasts++;
                double truth = (7 - (5 + (POINTS - 1) * 0.01)) / 0.01 * HOUR;
                held += truth >= reach.get().p05() && truth <= reach.get().p95() ? 1 : 0;
            }
        }

        assertThat(forecasts).isGreaterThan(450);
        assertThat(held / (double) forecasts).isBetween(0.8, 0.97);
    }

    private static Optional<Reach> reach(
            double level, double slopePerHour, double noise, double autoregression, long seed) {
        Random chance = new Random(seed);
        double[] seconds = new double[POINTS];
        double[] values = new double[POINTS];
        double off = 0;
        for (int i = 0; i < POINTS; i++) {
            off = autoregression * off + noise * chance.nextGaussian();
            seconds[i] = i * HOUR;
            values[i] = level + slopePerHour * i + off;
        }
        return Trend.of(seconds, values).orElseThrow().reach(7, WEEK);
    }
}
