package io.celltwin.lifecycle.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A place in the order of records, newest first: behind the record of that time and id. Several records may have one time,
 * so the time alone names no place.
 *
 * @param at the record's time
 * @param id its id
 */
public record RecordPlace(Instant at, String id) {
    /** The order of records: by time, those of one time by their ids as the database compares text, which is by its UTF-8. */
    static final Comparator<LifecycleRecord> NEWEST_FIRST = Comparator.comparing(LifecycleRecord::at)
            .thenComparing(record -> record.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .reversed();

    private static final char SEPARATOR = '~';

    /** The place behind that record. */
    public static RecordPlace behind(LifecycleRecord record) {
        return new RecordPlace(record.at(), record.id());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else, with a message for the caller
     */
    public static RecordPlace of(String text) {
        int separator = text.indexOf(SEPARATOR);
        try {
            if (separator > 0 && separator < text.length() - 1) {
                return new RecordPlace(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, separator))),
                        text.substring(separator + 1));
            }
        } catch (NumberFormatException e) {
            // The message below says what would do.
        }
        throw new IllegalArgumentException("after must be the 'next' of an answer before.");
    }

    /** The place as text for a request. */
    public String text() {
        return at.toEpochMilli() + String.valueOf(SEPARATOR) + id;
    }
}
