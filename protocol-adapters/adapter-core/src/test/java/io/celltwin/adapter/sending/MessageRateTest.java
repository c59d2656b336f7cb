package io.celltwin.adapter.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageRateTest {

    private static final long MS = 1_000_000;

    private final MessageRate.Meter meter = new MessageRate(Duration.ofMillis(100), 3).meter();

    @Test
    void letsABurstPassAtOnceAndThenOneInEachInterval() {
        for (int i = 0; i < 3; i++) {
            assertThat(meter.delayNanos(0)).isZero();
            meter.sent(0);
        }
        assertThat(meter.delayNanos(0)).isEqualTo(100 * MS);
        assertThat(meter.delayNanos(99 * MS)).isEqualTo(MS);
        assertThat(meter.delayNanos(100 * MS)).isZero();
        meter.sent(100 * MS);
        assertThat(meter.delayNanos(100 * MS)).isEqualTo(100 * MS);
    }

    @Test
    void allowsABurstAgainAfterARest() {
        for (int i = 0; i < 3; i++) {
            meter.sent(0);
        }
        assertThat(meter.isRested(299 * MS)).isFalse();
        assertThat(meter.isRested(300 * MS)).isTrue();
        long later = 10_000 * MS;
        for (int i = 0; i < 3; i++) {
            assertThat(meter.delayNanos(later)).isZero();
            meter.sent(later);
        }
        assertThat(meter.delayNanos(later)).isEqualTo(100 * MS);
    }

    @Test
    void countsWhatDidNotWait() {
        for (int i = 0; i < 5; i++) {
            meter.sent(0);
        }
        assertThat(meter.delayNanos(0)).isEqualTo(300 * MS);
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> new MessageRate(Duration.ofMillis(-1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MessageRate(Duration.ZERO, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
