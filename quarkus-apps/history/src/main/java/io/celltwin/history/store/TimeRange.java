package io.celltwin.history.store;

import io.celltwin.history.point.Microseconds;
import java.time.Instant;

/**
 * A span of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record TimeRange(Instant from, Instant to) {

    /** Its begin in microseconds since 1970. */
    public long fromUs() {
        return Microseconds.of(from);
    }

    /** Its end in microseconds since 1970. */
    public long toUs() {
        return Microseconds.of(to);
    }
}
