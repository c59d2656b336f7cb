package io.celltwin.service.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failsafe.Failsafe;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Backoff backoff = new Backoff(SHORTEST, LONGEST);

    @Test
    void delaysDoubleAndVaryBetweenAHalfAndTheWhole() {
        Random random = new Random(1);
        for (int failures = 1; failures <= 5; failures++) {
            long whole = 100L << (failures - 1);
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.delay(failures, random).toMillis()).isBetween(whole / 2, whole);
            }
        }
        assertThat(backoff.delay(3, random)).isNotEqualTo(backoff.delay(3, random));
    }

    @Test
    void noDelayIsLongerThanTheLongestHoweverManyTriesFailed() {
        for (int failures : new int[] {7, 31, 32, 64, Integer.MAX_VALUE}) {
            assertThat(backoff.delay(failures)).isBetween(LONGEST.dividedBy(2), LONGEST);
        }
        Backoff days = new Backoff(Duration.ofDays(1), Duration.ofDays(100_000));
        assertThat(days.delay(Integer.MAX_VALUE)).isBetween(Duration.ofDays(50_000), Duration.ofDays(100_000));
    }

    @Test
    void aSuccessEndsASequence() {
        BackoffSequence sequence = backoff.sequence();
        for (int i = 0; i < 10; i++) {
            sequence.next();
        }
        assertThat(sequence.failures()).isEqualTo(10);
        assertThat(sequence.next()).isGreaterThanOrEqualTo(LONGEST.dividedBy(2));
        sequence.reset();
        assertThat(sequence.failures()).isZero();
        assertThat(sequence.next()).isBetween(SHORTEST.dividedBy(2), SHORTEST);
    }

    @Test
    void delaysThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofMillis(-1), LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(LONGEST, SHORTEST));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(0));
    }

    @Test
    void anOperationIsRepeatedUntilItSucceeds() {
        AtomicInteger tries = new AtomicInteger();
        long begin = System.nanoTime();
        int result = Failsafe.with(new Backoff(Duration.ofMillis(20), Duration.ofMillis(40))
                        .<Integer>retryPolicy()
                        .build())
                .get(() -> {
                    if (tries.incrementAndGet() < 6) {
                        throw new IllegalStateException("not yet");
                    }
                    return tries.get();
                });
        assertThat(result).isEqualTo(6);
        // At least a half of 20, 40, 40, 40 and 40 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    }
}
