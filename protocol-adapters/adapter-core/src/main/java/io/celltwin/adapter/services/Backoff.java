package io.celltwin.adapter.services;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from the shortest to the longest delay, with jitter, so that many that
 * failed together do not come back together.
 *
 * @param shortest the delay after the first failure
 * @param longest no delay is longer
 */
public record Backoff(Duration shortest, Duration longest) {

    private static final int ENOUGH_DOUBLINGS = 30;

    /**
     * @param failures how many tries in a row have failed, at least 1
     * @param random gives the jitter
     * @return the delay before the next try: between a half and the whole of the doubled delay
     */
    public Duration delay(int failures, RandomGenerator random) {
        long doubled = shortest.toMillis() << Math.min(failures - 1, ENOUGH_DOUBLINGS);
        long bounded = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(bounded - (long) (random.nextDouble() * bounded / 2));
    }
}
