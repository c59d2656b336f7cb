package io.celltwin.edge.store;

/**
 * How much is written and kept.
 *
 * @param changesPerSnapshot after how many changes an entity's whole state is written again; bounds the time of a start
 * @param changesKept how many changes of each entity are kept for its history; at least those since its last snapshot
 *      are
 */
public record RetentionPolicy(int changesPerSnapshot, int changesKept) {
    public RetentionPolicy {
        if (changesPerSnapshot < 1 || changesKept < 0) {
            throw new IllegalArgumentException("A snapshot needs at least one change; less than none cannot be kept.");
        }
    }
}
