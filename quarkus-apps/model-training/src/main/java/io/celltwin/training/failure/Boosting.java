package io.celltwin.training.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.maintenance.learned.BoostedTrees;
import io.celltwin.maintenance.learned.RegressionTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient boosting by XGBoost, whose trees are taken over node by node.
 *
 * @param parameters of XGBoost
 * @param rounds how many trees
 */
record Boosting(Map<String, Object> parameters, int rounds) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values: cycles. Small steps, and leaves of many rows, since neighbouring rows of a life are alike. */
    static Boosting ofValues(double mean, long seed) {
        return new Boosting(
                with(
                        seed,
                        Map.of(
                                "objective",
                                "reg:squarederror",
                                "base_score",
                                mean,
                                "tree_method",
                                "hist",
                                "eta",
                                0.06,
                                "max_depth",
                                4,
                                "min_child_weight",
                                40)),
                150);
    }

    /** Probabilities of rare failures that have a sharp limit: exact splits, leaves of few rows. */
    static Boosting ofSharpProbabilities(long seed) {
        return ofProbabilities(seed, 4, 0.1, 0.1, 40);
    }

    /** Probabilities of rare failures that chance has a part in: shallow trees, leaves of many rows. */
    static Boosting ofSmoothProbabilities(long seed) {
        return ofProbabilities(seed, 2, 2, 5, 20);
    }

    private static Boosting ofProbabilities(long seed, int depth, double leastWeight, double lambda, int rounds) {
        return new Boosting(
                with(
                        seed,
                        Map.of(
                                "objective",
                                "binary:logistic",
                                "base_score",
                                0.5,
                                "tree_method",
                                "exact",
                                "eta",
                                0.3,
                                "max_depth",
                                depth,
                                "min_child_weight",
                                leastWeight,
                                "lambda",
                                lambda)),
                rounds);
    }

    private static Map<String, Object> with(long seed, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("seed", seed);
        all.put("nthread", 1);
        all.put("verbosity", 0);
        return all;
    }

    /** Learns; the base of the trees is that of XGBoost, as a logarithm of odds for probabilities. */
    BoostedTrees learn(double[][] features, double[] targets) {
        try {
            DMatrix matrix = matrix(features);
            try {
                matrix.setLabel(floats(targets));
                Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
                try {
                    return trees(booster);
                } finally {
                    booster.dispose();
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost does not learn: " + e.getMessage(), e);
        }
    }

    /** The library's own prediction, to hold the trees to. */
    float[] predictions(double[][] features, double[] targets, double[][] asked) throws XGBoostError {
        DMatrix matrix = matrix(features);
        matrix.setLabel(floats(targets));
        Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
        float[][] found = booster.predict(matrix(asked), true);
        float[] margins = new float[found.length];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = found[i][0];
        }
        return margins;
    }

    private static DMatrix matrix(double[][] features) throws XGBoostError {
        int width = features[0].length;
        float[] flat = new float[features.length * width];
        for (int i = 0; i < features.length; i++) {
            for (int k = 0; k < width; k++) {
                flat[i * width + k] = (float) features[i][k];
            }
        }
        return new DMatrix(flat, features.length, width, Float.NaN);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private BoostedTrees trees(Booster booster) throws XGBoostError {
        double base = ((Number) parameters.get("base_score")).doubleValue();
        boolean odds = "binary:logistic".equals(parameters.get("objective"));
        List<RegressionTree> trees = new ArrayList<>();
        try {
            for (String dump : booster.getModelDump("", true, "json")) {
                trees.add(tree(JSON.readTree(dump)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("XGBoost's trees cannot be read", e);
        }
        return new BoostedTrees(odds ? Math.log(base / (1 - base)) : (float) base, trees);
    }

    private static RegressionTree tree(JsonNode root) {
        List<JsonNode> nodes = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            JsonNode node = open.poll();
            places.put(node.path("nodeid").asInt(), nodes.size());
            nodes.add(node);
            node.path("children").forEach(open::add);
        }
        int n = nodes.size();
        int[] feature = new int[n];
        float[] threshold = new float[n];
        int[] below = new int[n];
        int[] above = new int[n];
        int[] missing = new int[n];
        float[] value = new float[n];
        double[] cover = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            JsonNode node = nodes.get(i);
            cover[i] = node.path("cover").asDouble();
            if (node.has("leaf")) {
                feature[i] = -1;
                value[i] = (float) node.path("leaf").asDouble();
                continue;
            }
            feature[i] = Integer.parseInt(node.path("split").asText().substring(1));
            threshold[i] = (float) node.path("split_condition").asDouble();
            below[i] = places.get(node.path("yes").asInt());
            above[i] = places.get(node.path("no").asInt());
            missing[i] = places.get(node.path("missing").asInt());
            double weight = cover[below[i]] + cover[above[i]];
            value[i] = (float)
                    (weight > 0
                            ? (cover[below[i]] * value[below[i]] + cover[above[i]] * value[above[i]]) / weight
                            : (value[below[i]] + value[above[i]]) / 2);
        }
        return new RegressionTree(feature, threshold, below, above, missing, value);
    }
}
