package io.celltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private static final String ADDRESS = "192.0.2.1";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FailedAttempts attempts = new FailedAttempts(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void aFewWrongPasswordsAreFreeThenEachDoublesThePause() {
        fail(4);
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
        fail(1);
        assertThat(attempts.mayTry(ADDRESS, "anna")).isFalse();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
        fail(1);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(attempts.mayTry(ADDRESS, "anna")).isFalse();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
    }

    @Test
    void thePauseHasAnEnd() {
        fail(1_000);
        assertThat(attempts.mayTry(ADDRESS, "anna")).isFalse();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
    }

    @Test
    void nobodyElseIsHeldUp() {
        fail(100);
        assertThat(attempts.mayTry("192.0.2.2", "anna")).isTrue();
        assertThat(attempts.mayTry(ADDRESS, "otto")).isTrue();
    }

    @Test
    void aRightPasswordAndAQuarterOfAnHourForgetAll() {
        fail(4);
        attempts.succeeded(ADDRESS, "anna");
        fail(4);
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
        now = now.plus(Duration.ofMinutes(16));
        fail(4);
        assertThat(attempts.mayTry(ADDRESS, "anna")).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(ADDRESS, "anna");
        }
    }
}
