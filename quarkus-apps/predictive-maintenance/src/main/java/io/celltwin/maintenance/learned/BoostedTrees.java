package io.celltwin.maintenance.learned;

import java.util.List;

/**
 * A sum of trees, as gradient boosting makes it (Chen and Guestrin, XGBoost, KDD 2016).
 *
 * <p>What a feature contributes to a prediction is the sum of the changes of the expected value along the ways through the trees,
 * at the nodes that ask for it (Saabas 2014); all contributions add up to the prediction less its mean. Unlike Shapley values they
 * favour features that are asked for near the leaves, and take one walk.
 *
 * @param base what is added to the trees
 * @param trees the trees
 */
public record BoostedTrees(double base, List<RegressionTree> trees) {

    /** Copies the trees. */
    public BoostedTrees {
        trees = List.copyOf(trees);
        if (!Double.isFinite(base)) {
            throw new IllegalArgumentException("the base of the trees is no number");
        }
    }

    /** How many features the trees ask for at most. */
    int features() {
        return trees.stream().mapToInt(RegressionTree::features).max().orElse(0);
    }

    /** The sum: a number, or of a probability the logarithm of its odds. */
    public double predict(double[] features) {
        double sum = base;
        for (RegressionTree tree : trees) {
            sum += tree.predict(features);
        }
        return sum;
    }

    /** What each feature contributes to the sum. */
    public double[] contributions(double[] features) {
        double[] contributions = new double[features.length];
        for (RegressionTree tree : trees) {
            tree.addContributions(features, contributions);
        }
        return contributions;
    }
}
