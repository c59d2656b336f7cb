package io.celltwin.battery.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.life.FadeTrend.Point;
import org.junit.jupiter.api.Test;

class FadeTrendTest {

    @Test
    void staysBoundedAndKeepsTheWholeLifeAndTheNewestPoint() {
        FadeTrend trend = FadeTrend.EMPTY;
        for (int cycle = 1; cycle <= 1001; cycle++) {
            trend = trend.with(new Point(cycle, 2 - cycle * 0.0005));
        }

        assertThat(trend.points()).hasSize(FadeTrend.MOST_POINTS);
        assertThat(trend.points().get(0).cycle()).isLessThan(20);
        for (int i = 1; i < trend.points().size(); i++) {
            assertThat(trend.points().get(i).cycle() - trend.points().get(i - 1).cycle())
                    .isLessThan(20);
        }
        assertThat(trend.points().get(trend.points().size() - 1)).isEqualTo(new Point(1001, 2 - 1001 * 0.0005));
        assertThat(trend.points())
                .allSatisfy(point -> assertThat(point.capacity()).isCloseTo(2 - point.cycle() * 0.0005, within(1e-9)));
    }

    @Test
    void aCycleMeasuredAgainReplacesItsFirstMeasurement() {
        FadeTrend trend =
                FadeTrend.EMPTY.with(new Point(4, 1.9)).with(new Point(5, 1.8)).with(new Point(5, 1.85));

        assertThat(trend.points()).containsExactly(new Point(4, 1.9), new Point(5, 1.85));
    }

    @Test
    void aCounterThatFallsErasesNothing() {
        FadeTrend trend = FadeTrend.EMPTY
                .with(new Point(400, 1.5))
                .with(new Point(401, 1.5))
                .with(new Point(1, 1.49));

        assertThat(trend.points()).containsExactly(new Point(400, 1.5), new Point(401, 1.5), new Point(402, 1.49));
    }

    @Test
    void whatIsNoCapacityIsRejected() {
        assertThatThrownBy(() -> new Point(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Point(1, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Point(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
