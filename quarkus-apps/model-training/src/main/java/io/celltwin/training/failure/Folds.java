package io.celltwin.training.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Divides groups - engines, tools - at random into folds, so that rows of one group never stand on both sides. */
final class Folds {

    private Folds() {}

    /**
     * The fold of each group.
     *
     * @param groups how many
     * @param folds how many
     * @param seed of the random order
     */
    static int[] of(int groups, int folds, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            order.add(group);
        }
        Collections.shuffle(order, new Random(seed));
        int[] fold = new int[groups];
        for (int i = 0; i < groups; i++) {
            fold[order.get(i)] = i % folds;
        }
        return fold;
    }
}
