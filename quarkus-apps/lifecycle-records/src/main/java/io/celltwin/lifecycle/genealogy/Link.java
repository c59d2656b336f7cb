package io.celltwin.lifecycle.genealogy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * A part went into a whole.
 *
 * @param part id of the part
 * @param partKind what it is
 * @param whole id of what was made of it
 * @param wholeKind what that is
 * @param record id of the record that says so
 * @param removedAt when it was taken out again; absent if it is in there
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Link(
        String part, PartKind partKind, String whole, PartKind wholeKind, String record, Optional<Instant> removedAt) {

    static Link builtIn(String part, PartKind partKind, String whole, PartKind wholeKind, String record) {
        return new Link(part, partKind, whole, wholeKind, record, Optional.empty());
    }

    static String key(String part, String whole) {
        return part + '\n' + whole;
    }

    /** Names part and whole. */
    String key() {
        return key(part, whole);
    }

    Link removedAt(Instant at) {
        return new Link(part, partKind, whole, wholeKind, record, Optional.of(at));
    }

    /** Whether the part is in there still. */
    public boolean isBuiltIn() {
        return removedAt.isEmpty();
    }
}
