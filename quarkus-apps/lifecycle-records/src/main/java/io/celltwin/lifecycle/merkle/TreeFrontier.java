package io.celltwin.lifecycle.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The root of a tree that is read leaf by leaf, in the memory of one hash for each power of two in its size: what a check
 * computes anew, trusting no node that was written down.
 */
public final class TreeFrontier {
    /** Roots of the complete subtrees, the smallest, rightmost one on top. */
    private final Deque<Hash> subtrees = new ArrayDeque<>();

    private long size;

    /** Adds a leaf's hash. */
    public void append(Hash leaf) {
        Hash hash = leaf;
        for (long left = size; (left & 1) == 1; left >>= 1) {
            hash = Hash.ofNode(subtrees.pop(), hash);
        }
        subtrees.push(hash);
        size++;
    }

    /** How many leaves it has. */
    public long size() {
        return size;
    }

    /** MTH over all of them. */
    public Hash root() {
        if (size == 0) {
            return Hash.ofEmptyTree();
        }
        Iterator<Hash> rightToLeft = subtrees.iterator();
        Hash root = rightToLeft.next();
        while (rightToLeft.hasNext()) {
            root = Hash.ofNode(rightToLeft.next(), root);
        }
        return root;
    }
}
