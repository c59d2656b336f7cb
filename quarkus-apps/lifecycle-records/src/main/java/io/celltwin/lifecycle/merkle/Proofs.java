package io.celltwin.lifecycle.merkle;

import java.util.ArrayList;
import java.util.List;

/** Checks proofs of a Merkle tree by RFC 9162 from nothing but hashes, so that whoever holds them needs no server. */
public final class Proofs {

    private Proofs() {}

    /**
     * Section 2.1.3.2: whether a leaf is in a tree.
     *
     * @param leaf hash of the leaf
     * @param index its place
     * @param size size of the tree
     * @param path the inclusion proof
     * @param root root of the tree
     */
    public static boolean includes(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if (isRight(node) || node == last) {
                hash = Hash.ofNode(sibling, hash);
                int up = isRight(node) || node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= up;
                last >>= up;
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /**
     * Section 2.1.4.2: whether a larger tree begins with all that a smaller one held.
     *
     * @param first size of the smaller tree, 1 or more
     * @param firstRoot its root
     * @param second size of the larger tree
     * @param secondRoot its root
     * @param proof the consistency proof
     */
    public static boolean consistent(long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> proof) {
        if (first < 1 || first > second) {
            return false;
        }
        if (first == second) {
            return proof.isEmpty() && firstRoot.equals(secondRoot);
        }
        List<Hash> path = new ArrayList<>(proof);
        if (path.isEmpty()) {
            return false;
        }
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        int complete = Long.numberOfTrailingZeros(first); // as often as the lowest bit of first - 1 is set
        long node = (first - 1) >> complete;
        long last = (second - 1) >> complete;
        Hash smaller = path.get(0);
        Hash larger = path.get(0);
        for (Hash hash : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if (isRight(node) || node == last) {
                smaller = Hash.ofNode(hash, smaller);
                larger = Hash.ofNode(hash, larger);
                int up = isRight(node) || node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= up;
                last >>= up;
            } else {
                larger = Hash.ofNode(larger, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && smaller.equals(firstRoot) && larger.equals(secondRoot);
    }

    private static boolean isRight(long node) {
        return (node & 1) == 1;
    }
}
