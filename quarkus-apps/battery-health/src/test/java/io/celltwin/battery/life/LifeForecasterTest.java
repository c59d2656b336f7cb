package io.celltwin.battery.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.battery.life.FadeTrend.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifeForecasterTest {

    private final LifeForecaster forecaster = new LifeForecaster(0.7, 10);

    @Test
    void saysNothingWhileTooLittleIsKnown() {
        assertThat(forecaster.forecast(fading(9, 0.001), 2)).isEmpty();
    }

    @Test
    void theIntervalHoldsTheLifeOfABatteryThatFadesEvenly() {
        // 30 % at 0.1 % a cycle: 300 cycles, of which 150 are over.
        RemainingLife life = forecaster.forecast(fading(150, 0.001), 2).orElseThrow();

        assertThat(life.p05()).isLessThan(150);
        assertThat(life.p95()).isGreaterThan(150);
        assertThat(life.median()).isBetween(75.0, 225.0);
    }

    @Test
    void aFasterFadingBatteryHasLessLifeLeft() {
        RemainingLife slow = forecaster.forecast(fading(100, 0.0005), 2).orElseThrow();
        RemainingLife fast = forecaster.forecast(fading(100, 0.002), 2).orElseThrow();

        assertThat(fast.median()).isLessThan(slow.median() / 2);
    }

    @Test
    void nothingIsLeftOfABatteryPastItsEnd() {
        RemainingLife life = forecaster.forecast(fading(350, 0.001), 2).orElseThrow();

        assertThat(life.median()).isZero();
    }

    @Test
    void aBatteryThatDoesNotFadeGetsAFiniteForecast() {
        RemainingLife life = forecaster.forecast(fading(50, 0), 2).orElseThrow();

        assertThat(life.p05()).isGreaterThan(20);
        assertThat(life.p95()).isLessThanOrEqualTo(LifeForecaster.MOST_CYCLES);
    }

    @Test
    void oneWrongCapacityDoesNotChangeTheForecastMuch() {
        RemainingLife clean = forecaster.forecast(fading(150, 0.001), 2).orElseThrow();
        List<Point> points = new ArrayList<>(fading(150, 0.001).points());
        points.set(75, new Point(points.get(75).cycle(), 1.0));

        RemainingLife disturbed = forecaster.forecast(new FadeTrend(points), 2).orElseThrow();

        assertThat(disturbed.median()).isBetween(clean.median() * 0.6, clean.median() * 1.7);
    }

    @Test
    void theIntervalsLieWithinEachOtherAroundTheMedian() {
        RemainingLife life = forecaster.forecast(fading(80, 0.001), 2).orElseThrow();

        assertThat(life.p05()).isLessThanOrEqualTo(life.p25());
        assertThat(life.p25()).isLessThanOrEqualTo(life.median());
        assertThat(life.median()).isLessThanOrEqualTo(life.p75());
        assertThat(life.p75()).isLessThanOrEqualTo(life.p95());
    }

    @Test
    void aStorageBatteryThatFadesSlowlyHasAsMuchLifeLeftAsItHas() {
        // 20 % in 6 000 cycles, one measurement every 50: 10 % more, 3 000 cycles, until 70 %.
        Random noise = new Random(3);
        FadeTrend trend = FadeTrend.EMPTY;
        for (int cycle = 50; cycle <= 6000; cycle += 50) {
            trend = trend.with(new Point(cycle, 2 * (1 - 0.2 * cycle / 6000) + 0.006 * noise.nextGaussian()));
        }

        RemainingLife life = forecaster.forecast(trend, 2).orElseThrow();

        assertThat(life.p05()).isLessThan(3000);
        assertThat(life.p95()).isGreaterThan(3000);
        assertThat(life.median()).isBetween(1500.0, 4500.0);
        assertThat(life.familiar()).as("no fleet lives so long").isFalse();
    }

    @Test
    void aBatteryThatAgesByTheRootOfTimeHasAsMuchLifeLeftAsItHas() {
        // 20 % in 6 000 cycles by the square root: 30 % after 13 500.
        Random noise = new Random(5);
        FadeTrend trend = FadeTrend.EMPTY;
        for (int cycle = 50; cycle <= 6000; cycle += 50) {
            trend = trend.with(new Point(
                    cycle, 2 * (1 - 0.2 * Math.sqrt(cycle / 6000.0)) + 0.006 * noise.nextGaussian()));
        }

        RemainingLife life = forecaster.forecast(trend, 2).orElseThrow();

        assertThat(life.p05()).isLessThan(7500);
        assertThat(life.p95()).isGreaterThan(7500);
        assertThat(life.median()).isBetween(3000.0, 15_000.0);
    }

    @Test
    void aYoungBatteryUnlikeEveryFleetGetsAWideInterval() {
        // 20 % in 20 cycles: the fastest recorded cells, NASA's, need some hundred cycles for 25 %.
        RemainingLife life = forecaster.forecast(fading(20, 0.01), 2).orElseThrow();

        assertThat(life.familiar()).isFalse();
        assertThat(life.p95()).isGreaterThan(3 * life.median());
        assertThat(life.p05()).isLessThan(life.median() / 2);
    }

    @Test
    void aCapacityOfLargeErrorCountsLittle() {
        RemainingLife clean = forecaster.forecast(fading(150, 0.001), 2).orElseThrow();
        List<Point> points = new ArrayList<>(fading(150, 0.001).points());
        for (int i = 130; i < 150; i++) {
            points.set(i, new Point(points.get(i).cycle(), 1.55, OptionalDouble.of(0.2)));
        }

        RemainingLife disturbed = forecaster.forecast(new FadeTrend(points), 2).orElseThrow();

        assertThat(disturbed.median()).isGreaterThan(clean.median() / 2);
    }

    @Test
    void theSamePastGivesTheSameForecast() {
        assertThat(forecaster.forecast(fading(60, 0.001), 2)).isEqualTo(forecaster.forecast(fading(60, 0.001), 2));
    }

    /** A battery of 2 Ah with a little noise. */
    private static FadeTrend fading(int cycles, double perCycle) {
        Random noise = new Random(7);
        FadeTrend trend = FadeTrend.EMPTY;
        for (int cycle = 1; cycle <= cycles; cycle++) {
            trend = trend.with(new Point(cycle, 2 * (1 - perCycle * cycle) + 0.004 * noise.nextGaussian()));
        }
        return trend;
    }
}
