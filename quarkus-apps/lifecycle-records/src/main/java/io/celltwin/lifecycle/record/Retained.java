package io.celltwin.lifecycle.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a record of type {@code retention} says beside the names of what went.
 *
 * @param type the type of the records that went
 * @param until before which time they, or others that went before them, were
 */
public record Retained(RecordType type, Instant until) {
    static final String OF = "of";
    static final String UNTIL = "until";

    /** As members of a record's content. */
    public Map<String, Object> content() {
        return Map.of(OF, type.wireName(), UNTIL, until.toString());
    }

    /** What a content tells; empty if it tells no such thing. */
    static Optional<Retained> read(Map<String, Object> content) {
        try {
            return content.get(OF) instanceof String of && content.get(UNTIL) instanceof String until
                    ? Optional.of(new Retained(RecordType.of(of), Instant.parse(until)))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
