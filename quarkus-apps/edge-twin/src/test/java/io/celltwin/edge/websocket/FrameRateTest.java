package io.celltwin.edge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameRateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final FrameRate rate = new FrameRate(3, SECOND, 0);

    @Test
    void soManyFramesAreReadInAnIntervalAndThenTheNextIsWaitedFor() {
        assertThat(rate.pauseAfterFrame(0)).isZero();
        assertThat(rate.pauseAfterFrame(1)).isZero();
        assertThat(rate.pauseAfterFrame(400_000_000)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void theNextIntervalBeginsAnew() {
        for (int i = 0; i < 3; i++) {
            rate.pauseAfterFrame(0);
        }
        assertThat(rate.pauseAfterFrame(SECOND.toNanos())).isZero();
        assertThat(rate.pauseAfterFrame(SECOND.toNanos())).isZero();
        assertThat(rate.pauseAfterFrame(SECOND.toNanos())).isEqualTo(SECOND);
    }
}
