package io.celltwin.service.backoff;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from the shortest to the longest delay, with jitter, so that many that
 * failed together do not come back together.
 *
 * <p>A state machine that schedules its own next step asks for a {@link #delay}, or keeps a {@link BackoffSequence}. Whoever
 * only wants an operation repeated takes {@link #retryPolicy()} and leaves the loop to Failsafe.
 *
 * @param shortest the delay after the first failure, longer than zero
 * @param longest no delay is longer; at least the shortest
 */
public record Backoff(Duration shortest, Duration longest) {

    private static final int ENOUGH_DOUBLINGS = 30;

    public Backoff {
        Objects.requireNonNull(shortest, "shortest");
        Objects.requireNonNull(longest, "longest");
        if (shortest.toMillis() < 1 || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "The shortest delay must be at least 1 ms and the longest not shorter, not %s and %s"
                            .formatted(shortest, longest));
        }
    }

    /**
     * Chooses a delay.
     *
     * @param failures how many tries in a row have failed, at least 1
     * @param random gives the jitter
     * @return the delay before the next try: between a half and the whole of the doubled delay
     */
    public Duration delay(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException("There is a delay after at least 1 failure, not after " + failures);
        }
        long longestMillis = longest.toMillis();
        long shortestMillis = shortest.toMillis();
        int doublings = Math.min(failures - 1, ENOUGH_DOUBLINGS);
        long bounded = shortestMillis > longestMillis >> doublings ? longestMillis : shortestMillis << doublings;
        return Duration.ofMillis(bounded - (long) (random.nextDouble() * bounded / 2));
    }

    /**
     * Chooses a delay.
     *
     * @param failures how many tries in a row have failed, at least 1
     * @return the delay before the next try: between a half and the whole of the doubled delay
     */
    public Duration delay(int failures) {
        return delay(failures, ThreadLocalRandom.current());
    }

    /** Returns a count of failures that gives each its delay. */
    public BackoffSequence sequence() {
        return new BackoffSequence(this);
    }

    /**
     * Returns a policy for Failsafe that waits these delays and never gives up unless it is told when.
     *
     * @param <R> what the operation returns
     */
    public <R> RetryPolicyBuilder<R> retryPolicy() {
        return RetryPolicy.<R>builder()
                .withDelayFn(context -> delay(Math.max(1, context.getAttemptCount())))
                .withMaxRetries(-1);
    }
}
