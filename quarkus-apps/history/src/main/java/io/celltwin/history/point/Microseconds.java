package io.celltwin.history.point;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as they are stored: microseconds since 1970-01-01T00:00Z. */
public final class Microseconds {

    private static final long PER_SECOND = 1_000_000;

    private Microseconds() {}

    /**
     * @param time a time of the years -290000 to 290000
     * @throws ArithmeticException if it is another
     */
    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** The time of that many microseconds. */
    public static Instant toInstant(long microseconds) {
        return Instant.ofEpochSecond(
                Math.floorDiv(microseconds, PER_SECOND), Math.floorMod(microseconds, PER_SECOND) * 1_000);
    }
}
