package io.celltwin.edge.store;

import java.time.Duration;
import java.util.Optional;

/**
 * How much is written and kept.
 *
 * @param changesPerSnapshot after how many changes an entity's whole state is written again; bounds the time of a start
 * @param changesKept how many changes of each entity are kept for its history; at least those since its last snapshot
 *      are
 * @param keptFor how long a change is kept at least if there are not too many; for ever if it is not said
 */
public record RetentionPolicy(int changesPerSnapshot, int changesKept, Optional<Duration> keptFor) {
    public RetentionPolicy {
        if (changesPerSnapshot < 1 || changesKept < 0) {
            throw new IllegalArgumentException("A snapshot needs at least one change; less than none cannot be kept.");
        }
    }

    /** Keeps changes by their number alone. */
    public RetentionPolicy(int changesPerSnapshot, int changesKept) {
        this(changesPerSnapshot, changesKept, Optional.empty());
    }
}
