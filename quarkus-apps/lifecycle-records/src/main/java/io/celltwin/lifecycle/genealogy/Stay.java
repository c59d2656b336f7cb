package io.celltwin.lifecycle.genealogy;

import java.time.Instant;
import java.util.Optional;

/**
 * The time that a part is built into a whole.
 *
 * @param part id of the part
 * @param partKind what it is
 * @param whole id of what it is built into
 * @param from when it was first told to be in there
 * @param until when it was taken out; empty if it is in there
 */
record Stay(String part, PartKind partKind, String whole, Instant from, Optional<Instant> until) {

    boolean isOpen() {
        return until.isEmpty();
    }

    Stay endedAt(Instant at) {
        return new Stay(part, partKind, whole, from, Optional.of(at));
    }
}
