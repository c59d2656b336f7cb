package io.celltwin.lifecycle.merkle;

/**
 * The hashes of a tree's complete subtrees, level by level: level 0 are the leaves, the hash {@code i} of level {@code k}
 * stands over the leaves from {@code i * 2^k} on. They are only ever added, in their order.
 */
interface TreeNodes {

    /** How many hashes that level has. */
    long count(int level);

    /** One of them. */
    Hash read(int level, long index);

    /** Adds the next one. */
    void append(int level, Hash hash);
}
