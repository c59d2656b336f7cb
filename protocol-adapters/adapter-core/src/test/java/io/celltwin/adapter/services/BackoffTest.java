package io.celltwin.adapter.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"1,500", "2,1000", "4,4000", "7,30000", "8,30000", "1000000,30000"})
    void doublesUpToTheLongestDelay(int failures, long expected) {
        assertThat(backoff.delay(failures, () -> 0L)).isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void takesUpToHalfOfTheDelayOffSoThatNotAllComeBackTogether() {
        RandomGenerator most = () -> -1L;
        assertThat(backoff.delay(1, most)).isEqualTo(Duration.ofMillis(251));
    }
}
