package io.celltwin.lifecycle.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * An append-only Merkle tree by RFC 9162, section 2.1. All hashes of complete subtrees are kept, so that a root and a proof
 * of any size that the tree ever had take a number of reads that grows with the logarithm of that size.
 *
 * <p>A process that was killed may have left leaves whose nodes above are missing: they follow from the leaves and are made
 * when the tree is opened. Used by one thread at a time.
 */
public final class MerkleTree {
    private final TreeNodes nodes;

    MerkleTree(TreeNodes nodes) {
        this.nodes = nodes;
        for (int level = 0; nodes.count(level) > 0; level++) {
            completeAbove(level);
        }
    }

    /** How many leaves there are. */
    public long size() {
        return nodes.count(0);
    }

    /** Adds a leaf's hash. */
    public void append(Hash leaf) {
        nodes.append(0, leaf);
        for (int level = 0; nodes.count(level) % 2 == 0; level++) {
            completeAbove(level);
        }
    }

    private void completeAbove(int level) {
        for (long next = nodes.count(level + 1); next < nodes.count(level) / 2; next++) {
            nodes.append(level + 1, Hash.ofNode(nodes.read(level, 2 * next), nodes.read(level, 2 * next + 1)));
        }
    }

    /**
     * The hash of a leaf.
     *
     * @throws IllegalArgumentException if there is no such leaf
     */
    public Hash leaf(long index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException("There is no leaf %d in a tree of %d leaves.".formatted(index, size()));
        }
        return nodes.read(0, index);
    }

    /**
     * MTH(D_n), section 2.1.1: the root over the first leaves.
     *
     * @throws IllegalArgumentException if the tree never had that size
     */
    public Hash root(long size) {
        requireSize(size);
        return size == 0 ? Hash.ofEmptyTree() : subtree(0, size);
    }

    /**
     * PATH(m, D_n), section 2.1.3.1: proves that the leaf is in the tree of that size.
     *
     * @return the sibling hashes from the leaf upwards
     * @throws IllegalArgumentException if that leaf was not in a tree of that size, or the tree never had it
     */
    public List<Hash> inclusionProof(long leaf, long size) {
        requireSize(size);
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("There is no leaf %d in a tree of %d leaves.".formatted(leaf, size));
        }
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long width = size;
        while (width > 1) {
            long split = split(width);
            if (leaf - start < split) {
                path.add(0, subtree(start + split, width - split));
                width = split;
            } else {
                path.add(0, subtree(start, split));
                start += split;
                width -= split;
            }
        }
        return path;
    }

    /**
     * PROOF(m, D_n), section 2.1.4.1: proves that the larger tree begins with the leaves of the smaller one.
     *
     * @param first size of the smaller tree
     * @param second size of the larger one
     * @return empty if both are of one size
     * @throws IllegalArgumentException if the tree never had these sizes, or the first is 0 or above the second
     */
    public List<Hash> consistencyProof(long first, long second) {
        requireSize(second);
        if (first < 1 || first > second) {
            throw new IllegalArgumentException(
                    "The first size must be 1 to %d, the second one; it is %d.".formatted(second, first));
        }
        List<Hash> proof = new ArrayList<>();
        long start = 0;
        long width = second;
        // SUBPROOF(m, D_n, b): b is true until the split goes to the right, where the smaller tree is part of a larger
        // one.
        boolean whole = true;
        long old = first;
        while (old < width) {
            long split = split(width);
            if (old <= split) {
                proof.add(0, subtree(start + split, width - split));
                width = split;
            } else {
                proof.add(0, subtree(start, split));
                start += split;
                width -= split;
                old -= split;
                whole = false;
            }
        }
        if (!whole) {
            proof.add(0, subtree(start, width));
        }
        return proof;
    }

    private void requireSize(long size) {
        if (size < 0 || size > size()) {
            throw new IllegalArgumentException("The tree has %d leaves and never had %d.".formatted(size(), size));
        }
    }

    /** The hash over some leaves that stand together as the splits of a tree make them. */
    private Hash subtree(long start, long width) {
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return nodes.read(level, start >> level);
        }
        long split = split(width);
        return Hash.ofNode(subtree(start, split), subtree(start + split, width - split));
    }

    /** The largest power of two below the width, section 2.1.1. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
