package io.celltwin.console.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProbeLimitsTest {
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final ProbeLimits limits = new ProbeLimits(2, 3, Duration.ofMinutes(5), () -> now);

    @Test
    void noMoreRunAtOnceWhoeverWantsThem() {
        assertThat(limits.begin("anna")).isZero();
        assertThat(limits.begin("bert")).isZero();
        assertThat(limits.begin("carl")).isPositive();

        limits.end();

        assertThat(limits.begin("carl")).isZero();
    }

    @Test
    void oneUserWaitsUntilTheFirstOfTheirsIsOldEnough() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.begin("anna")).isZero();
            limits.end();
            now = now.plusSeconds(60);
        }

        assertThat(limits.begin("anna")).isEqualTo(Duration.ofMinutes(2));
        assertThat(limits.begin("bert")).isZero();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(limits.begin("anna")).isZero();
    }
}
