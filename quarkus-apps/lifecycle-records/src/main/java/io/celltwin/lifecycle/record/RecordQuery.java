package io.celltwin.lifecycle.record;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are wanted; the newest come first.
 *
 * @param thing those about this thing or in which it takes part; all things if empty
 * @param type of this type only; of all but {@code access} if empty, since whoever reads on would never come to an end
 * @param from not before
 * @param to before
 * @param after behind this place; from the newest if empty
 * @param limit how many at most, 1 to {@value #MOST}
 */
public record RecordQuery(
        Optional<String> thing,
        Optional<RecordType> type,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<RecordPlace> after,
        int limit) {
    /** The most records that one query answers; {@link RecordPage#next} goes on. */
    public static final int MOST = 1_000;

    /** @throws IllegalArgumentException if the limit or the time range cannot be, with a message for the caller */
    public RecordQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ".");
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("from must be before to.");
        }
    }
}
