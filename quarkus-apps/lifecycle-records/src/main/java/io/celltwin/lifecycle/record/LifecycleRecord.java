package io.celltwin.lifecycle.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One entry of the append-only record. Its id says what happened, so that the same thing told twice is one record.
 *
 * @param id unique; made of the thing, what happened and when
 * @param type what it tells of
 * @param thing id of the thing it is about
 * @param at when it happened, UTC
 * @param related ids of other things that take part: the machine of a step, the batches in a pack
 * @param content what happened, as JSON values
 */
public record LifecycleRecord(
        String id, RecordType type, String thing, Instant at, Set<String> related, Map<String, Object> content) {

    /** Copies the set, takes the time as the database keeps it and rejects missing parts. */
    public LifecycleRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(thing, "thing");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(content, "content");
        related = Set.copyOf(related);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
