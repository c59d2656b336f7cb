package io.celltwin.maintenance.learned;

/**
 * A tree of a boosted model, its nodes in arrays; node 0 is the root. Comparisons are made in single precision, as the trees were
 * learnt.
 *
 * @param feature the feature that a node asks for; -1 at a leaf
 * @param threshold smaller values go {@code below}, the others {@code above}
 * @param below next node
 * @param above next node
 * @param missing next node where the feature is not known
 * @param value what a leaf adds; at an inner node the mean of its leaves, weighted by what was learnt from
 */
public record RegressionTree(int[] feature, float[] threshold, int[] below, int[] above, int[] missing, float[] value) {

    /** Rejects what is no tree: each step must lead to a later node, so that every way ends. */
    public RegressionTree {
        int n = feature.length;
        if (n == 0
                || threshold.length != n
                || below.length != n
                || above.length != n
                || missing.length != n
                || value.length != n) {
            throw new IllegalArgumentException("the nodes of a tree do not fit together");
        }
        for (int node = 0; node < n; node++) {
            boolean leaf = feature[node] < 0;
            if (!leaf
                    && !(later(below[node], node, n) && later(above[node], node, n) && later(missing[node], node, n))) {
                throw new IllegalArgumentException("a branch of a tree leads nowhere");
            }
            if (!Float.isFinite(value[node]) || !leaf && Float.isNaN(threshold[node])) {
                throw new IllegalArgumentException("a node of a tree has no number");
            }
        }
    }

    private static boolean later(int next, int node, int nodes) {
        return next > node && next < nodes;
    }

    int features() {
        int most = 0;
        for (int asked : feature) {
            most = Math.max(most, asked + 1);
        }
        return most;
    }

    double predict(double[] features) {
        int node = 0;
        while (feature[node] >= 0) {
            node = next(node, features);
        }
        return value[node];
    }

    /** Adds what each step of the way through the tree changes to the feature that it asks for. */
    void addContributions(double[] features, double[] contributions) {
        int node = 0;
        while (feature[node] >= 0) {
            int next = next(node, features);
            contributions[feature[node]] += value[next] - value[node];
            node = next;
        }
    }

    private int next(int node, double[] features) {
        float asked = (float) features[feature[node]];
        if (Float.isNaN(asked)) {
            return missing[node];
        }
        return asked < threshold[node] ? below[node] : above[node];
    }
}
