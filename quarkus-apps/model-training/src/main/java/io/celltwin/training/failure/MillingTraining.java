package io.celltwin.training.failure;

import io.celltwin.maintenance.learned.BoostedTrees;
import io.celltwin.maintenance.learned.EventModel;
import io.celltwin.maintenance.learned.FailureMode;
import io.celltwin.maintenance.learned.FailureModel;
import io.celltwin.maintenance.learned.FeatureRange;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Learns the failure modes of a milling machine, one model a mode, each calibrated by forecasts for tools that it did not learn from.
 * Figures are those of five folds of whole tools: what judges a fold was neither learnt nor calibrated with it.
 */
final class MillingTraining {

    private static final String NAME = "milling-failure";
    private static final String VERSION = "1.0.0";
    private static final long SEED = 20260101;
    private static final int FOLDS = 5;
    private static final int INNER_FOLDS = 4;
    /** At even odds the machine is said to fail. Not chosen by any data. */
    private static final double EVEN = 0.5;

    private static final String SOURCE = "AI4I 2020, all 10 000 rows; calibrated by " + INNER_FOLDS
            + " folds of whole tools, seed " + SEED + "; XGBoost 2.1.4";

    private final MillingData data;
    private final PrintStream progress;

    MillingTraining(MillingData data, PrintStream progress) {
        this.data = data;
        this.progress = progress;
    }

    /** Learns from all rows. */
    FailureModel train() {
        return model(rows(row -> true));
    }

    private FailureModel model(int[] rows) {
        List<FailureMode> modes = new ArrayList<>();
        for (int mode = 0; mode < MillingData.MODES.size(); mode++) {
            modes.add(mode(mode, rows));
        }
        int inputs = MillingData.INPUTS.size();
        List<FeatureRange> ranges = IntStream.range(0, inputs + MillingData.DERIVED.size())
                .mapToObj(k -> range(
                        k < inputs
                                ? MillingData.INPUTS.get(k).name()
                                : MillingData.DERIVED.get(k - inputs).name(),
                        Arrays.stream(rows)
                                .mapToDouble(row -> data.features(row)[k])
                                .toArray()))
                .toList();
        return new FailureModel(
                NAME,
                VERSION,
                SOURCE,
                MillingData.INPUTS,
                Optional.of(new EventModel(MillingData.DERIVED, ranges, modes)),
                Optional.empty());
    }

    static FeatureRange range(String name, double[] values) {
        return new FeatureRange(
                name,
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }

    /** Of a sharp and a smooth model the one that foretells tools that it did not learn from better. */
    private FailureMode mode(int mode, int[] rows) {
        boolean[] happened = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            happened[i] = data.modes()[mode][rows[i]];
        }
        Boosting best = null;
        PlattCalibration calibration = null;
        double least = Double.POSITIVE_INFINITY;
        for (Boosting boosting : List.of(Boosting.ofSharpProbabilities(SEED), Boosting.ofSmoothProbabilities(SEED))) {
            double[] said = saidOfOthers(boosting, mode, rows);
            PlattCalibration found = PlattCalibration.of(said, happened);
            double loss = found.logLoss(said, happened);
            if (loss < least) {
                least = loss;
                best = boosting;
                calibration = found;
            }
        }
        progress.printf("%s: %s is learnt from %d rows%n", NAME, MillingData.TITLES.get(mode), rows.length);
        return new FailureMode(
                MillingData.MODES.get(mode),
                MillingData.TITLES.get(mode),
                learn(best, mode, rows),
                calibration.slope(),
                calibration.intercept());
    }

    private double[] saidOfOthers(Boosting boosting, int mode, int[] rows) {
        int[] fold = Folds.of(data.tools(), INNER_FOLDS, SEED + 1);
        double[] said = new double[rows.length];
        for (int inner = 0; inner < INNER_FOLDS; inner++) {
            int left = inner;
            BoostedTrees trees = learn(
                    boosting,
                    mode,
                    Arrays.stream(rows)
                            .filter(row -> fold[data.tool()[row]] != left)
                            .toArray());
            for (int i = 0; i < rows.length; i++) {
                if (fold[data.tool()[rows[i]]] == left) {
                    said[i] = trees.predict(data.features(rows[i]));
                }
            }
        }
        return said;
    }

    private BoostedTrees learn(Boosting boosting, int mode, int[] rows) {
        return boosting.learn(
                Arrays.stream(rows).mapToObj(data::features).toArray(double[][]::new),
                Arrays.stream(rows)
                        .mapToDouble(row -> data.modes()[mode][row] ? 1 : 0)
                        .toArray());
    }

    private int[] rows(IntPredicate wanted) {
        return IntStream.range(0, data.tool().length).filter(wanted).toArray();
    }

    /** Prints how good that is. */
    void report(PrintStream out) {
        int n = data.tool().length;
        double[] any = new double[n];
        double[][] byMode = new double[MillingData.MODES.size()][n];
        int[] fold = Folds.of(data.tools(), FOLDS, SEED);
        for (int outer = 0; outer < FOLDS; outer++) {
            int left = outer;
            EventModel model =
                    model(rows(row -> fold[data.tool()[row]] != left)).events().orElseThrow();
            for (int row : rows(row -> fold[data.tool()[row]] == left)) {
                double[] probabilities = model.probabilities(data.inputs()[row]);
                for (int mode = 0; mode < probabilities.length; mode++) {
                    byMode[mode][row] = probabilities[mode];
                }
                any[row] = EventModel.any(Arrays.stream(probabilities));
            }
        }
        out.println("AI4I 2020, " + FOLDS + " folds of whole tools (" + data.tools() + "), seed " + SEED
                + ", at even odds");
        out.println();
        out.println("| what | failures | F1 | precision | recall | Brier | Brier of the mean rate |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        row(out, "any failure, ours", any, data.failed());
        for (int mode = 0; mode < byMode.length; mode++) {
            row(out, MillingData.TITLES.get(mode) + ", ours", byMode[mode], data.modes()[mode]);
        }
        double[] always = new double[n];
        Arrays.fill(always, 1);
        row(out, "any failure, always alarm", always, data.failed());
        out.println(
                "| any failure, published: XGBoost, folds of rows (Rismawan and Nirmala 2026) | 339 | 0.895 | | | | |");
        out.println();
        reliability(out, any);
    }

    private static void row(PrintStream out, String what, double[] said, boolean[] happened) {
        int hits = 0;
        int alarms = 0;
        int failures = 0;
        double brier = 0;
        for (int i = 0; i < said.length; i++) {
            boolean alarm = said[i] >= EVEN;
            alarms += alarm ? 1 : 0;
            failures += happened[i] ? 1 : 0;
            hits += alarm && happened[i] ? 1 : 0;
            brier += Math.pow(said[i] - (happened[i] ? 1 : 0), 2);
        }
        double rate = failures / (double) said.length;
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f | %.5f | %.5f |%n",
                what,
                failures,
                2.0 * hits / (alarms + failures),
                alarms == 0 ? Double.NaN : hits / (double) alarms,
                hits / (double) failures,
                brier / said.length,
                rate * (1 - rate));
    }

    private void reliability(PrintStream out, double[] any) {
        double[] bounds = {0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 1.000001};
        out.println("| said | rows | said on average | happened |");
        out.println("| --- | --- | --- | --- |");
        for (int b = 0; b + 1 < bounds.length; b++) {
            double from = bounds[b];
            double to = bounds[b + 1];
            int[] rows = rows(row -> any[row] >= from && any[row] < to);
            out.printf(
                    Locale.ROOT,
                    "| %.2f to %.2f | %d | %.3f | %.3f |%n",
                    from,
                    Math.min(1, to),
                    rows.length,
                    Arrays.stream(rows).mapToDouble(row -> any[row]).average().orElse(Double.NaN),
                    Arrays.stream(rows)
                            .mapToDouble(row -> data.failed()[row] ? 1 : 0)
                            .average()
                            .orElse(Double.NaN));
        }
    }
}
