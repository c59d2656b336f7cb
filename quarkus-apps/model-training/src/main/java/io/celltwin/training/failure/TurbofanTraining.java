package io.celltwin.training.failure;

import io.celltwin.maintenance.learned.BoostedTrees;
import io.celltwin.maintenance.learned.FailureModel;
import io.celltwin.maintenance.learned.FeatureRange;
import io.celltwin.maintenance.learned.HealthIndices;
import io.celltwin.maintenance.learned.LifeModel;
import io.celltwin.maintenance.learned.ModelInput;
import io.celltwin.maintenance.learned.WindowFeatures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Learns how many cycles an engine has left. All choices - features, parameters, number of trees - were made by five folds of the
 * engines of the training set; the test set is looked at by the report alone.
 */
final class TurbofanTraining {

    private static final String NAME = "turbofan-remaining-life";
    private static final String VERSION = "1.0.0";
    private static final long SEED = 20260101;
    private static final int FOLDS = 5;
    private static final double CAP = 125;
    /** Neighbouring rows are nearly the same. */
    private static final int EVERY = 2;

    private static final double LEAST_DEVIATION = 1e-6;
    private static final double[] BOUNDS = {20, 50, 80, 110};
    /** Zheng, Ristovski, Farahat and Gupta, Long short-term memory network for remaining useful life estimation, PHM 2017. */
    private static final Map<String, Double> PUBLISHED = Map.of("FD001", 16.14, "FD003", 16.18);

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private final TurbofanData data;
    private final int[] sensors;
    private final PrintStream progress;

    /**
     * A forecast and the truth.
     *
     * @param cycles forecast
     * @param p05 fewest
     * @param p95 most
     * @param truth capped
     */
    private record Forecast(double cycles, double p05, double p95, double truth) {
        boolean covered() {
            return truth >= p05 && truth <= p95;
        }
    }

    TurbofanTraining(TurbofanData data, PrintStream progress) {
        this.data = data;
        this.progress = progress;
        this.sensors = IntStream.range(0, TurbofanData.SENSORS)
                .filter(sensor -> deviation(data.train(), sensor) > LEAST_DEVIATION)
                .toArray();
    }

    /** Learns from all engines of the training set. */
    FailureModel train() {
        List<ModelInput> inputs = new ArrayList<>();
        for (int sensor : sensors) {
            inputs.add(new ModelInput("s" + (sensor + 1), "", List.of()));
        }
        inputs.add(new ModelInput("cycle", "", List.of()));
        return new FailureModel(
                NAME,
                VERSION,
                "C-MAPSS %s, the %d engines of its training set, cycles left capped at %.0f; intervals by %d folds of engines, seed %d; XGBoost 2.1.4"
                        .formatted(data.set(), data.train().size(), CAP, FOLDS, SEED),
                inputs,
                Optional.empty(),
                Optional.of(model(selected(data.train()))));
    }

    private List<double[][]> selected(List<double[][]> engines) {
        return engines.stream()
                .map(engine -> Arrays.stream(engine)
                        .map(row -> Arrays.stream(sensors)
                                .mapToDouble(sensor -> row[sensor])
                                .toArray())
                        .toArray(double[][]::new))
                .toList();
    }

    /** A model whose intervals come from engines that its folds did not learn from. */
    private LifeModel model(List<double[][]> engines) {
        List<List<Double>> errors = new ArrayList<>();
        for (int group = 0; group <= BOUNDS.length; group++) {
            errors.add(new ArrayList<>());
        }
        int[] fold = Folds.of(engines.size(), FOLDS, SEED + 1);
        for (int inner = 0; inner < FOLDS; inner++) {
            LifeModel part = uncalibrated(engines, fold, inner);
            for (int e = 0; e < engines.size(); e++) {
                if (fold[e] == inner) {
                    double[][] engine = engines.get(e);
                    List<double[]> rows = windows(engine, part.indices());
                    for (int i = 0; i < rows.size(); i += EVERY) {
                        double said = part.predict(rows.get(i));
                        errors.get(LifeModel.group(said, BOUNDS)).add(truth(engine, i) - said);
                    }
                }
            }
            progress.printf("%s: intervals, fold %d of %d%n", NAME, inner + 1, FOLDS);
        }
        LifeModel whole = uncalibrated(engines, fold, FOLDS);
        return new LifeModel(
                whole.indices(),
                whole.ranges(),
                whole.trees(),
                CAP,
                BOUNDS,
                errors.stream().mapToDouble(group -> quantile(group, LOW)).toArray(),
                errors.stream().mapToDouble(group -> quantile(group, HIGH)).toArray());
    }

    private static LifeModel uncalibrated(List<double[][]> all, int[] fold, int left) {
        List<double[][]> engines = IntStream.range(0, all.size())
                .filter(e -> fold[e] != left)
                .mapToObj(all::get)
                .toList();
        HealthIndices indices = IndexFit.of(engines, CAP);
        List<double[]> features = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        for (double[][] engine : engines) {
            List<double[]> rows = windows(engine, indices);
            for (int i = 0; i < rows.size(); i += EVERY) {
                features.add(rows.get(i));
                targets.add(truth(engine, i));
            }
        }
        double[] cycles = targets.stream().mapToDouble(target -> target).toArray();
        BoostedTrees trees = Boosting.ofValues(Arrays.stream(cycles).average().orElseThrow(), SEED)
                .learn(features.toArray(double[][]::new), cycles);
        List<String> names = WindowFeatures.names(indices.weights().length);
        List<FeatureRange> ranges = IntStream.range(0, names.size())
                .mapToObj(k -> MillingTraining.range(
                        names.get(k),
                        features.stream().mapToDouble(row -> row[k]).toArray()))
                .toList();
        double[] none = new double[BOUNDS.length + 1];
        return new LifeModel(indices, ranges, trees, CAP, BOUNDS, none, none);
    }

    /** The features after each cycle from the {@link WindowFeatures#LEAST}th on. */
    private static List<double[]> windows(double[][] engine, HealthIndices indices) {
        List<double[]> all = Arrays.stream(engine).map(indices::of).toList();
        List<double[]> features = new ArrayList<>();
        for (int t = WindowFeatures.LEAST; t <= all.size(); t++) {
            features.add(WindowFeatures.of(all.subList(Math.max(0, t - WindowFeatures.LONGEST), t), t));
        }
        return features;
    }

    private static double truth(double[][] engine, int window) {
        return Math.min(CAP, engine.length - WindowFeatures.LEAST - window);
    }

    private static double quantile(List<Double> values, double part) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        if (sorted.length == 0) {
            return part < 0.5 ? -CAP : CAP;
        }
        // The finite-sample place of conformal prediction, away from the middle.
        int place = part < 0.5
                ? (int) Math.floor(part * (sorted.length + 1)) - 1
                : (int) Math.ceil(part * (sorted.length + 1)) - 1;
        return sorted[Math.max(0, Math.min(sorted.length - 1, place))];
    }

    private static double deviation(List<double[][]> engines, int sensor) {
        double[] values = engines.stream()
                .flatMap(Arrays::stream)
                .mapToDouble(row -> row[sensor])
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    /** Prints how good that is: engines left out of the training set, then the test set. */
    void report(PrintStream out) {
        List<double[][]> engines = selected(data.train());
        List<Forecast> left = new ArrayList<>();
        int[] fold = Folds.of(engines.size(), FOLDS, SEED);
        for (int outer = 0; outer < FOLDS; outer++) {
            int held = outer;
            LifeModel model = model(IntStream.range(0, engines.size())
                    .filter(e -> fold[e] != held)
                    .mapToObj(engines::get)
                    .toList());
            for (int e = 0; e < engines.size(); e++) {
                if (fold[e] == outer) {
                    List<double[]> rows = windows(engines.get(e), model.indices());
                    for (int i = 0; i < rows.size(); i++) {
                        left.add(forecast(model, rows.get(i), truth(engines.get(e), i)));
                    }
                }
            }
        }
        double mean = left.stream().mapToDouble(Forecast::truth).average().orElseThrow();
        out.println("C-MAPSS " + data.set() + ", cycles left capped at 125, seed " + SEED);
        out.println();
        out.println("| split | what | forecasts | RMSE | mean abs. error | in the 90 % interval | median width |");
        out.println("| --- | --- | --- | --- | --- | --- | --- |");
        row(out, "every row of left-out training engines, " + FOLDS + " folds", "ours", left);
        row(out, "the same", "always the mean", constant(left, mean));
        List<Forecast> test = test(model(engines));
        row(out, "test set, once per engine at its last row", "ours", test);
        row(out, "the same", "always the mean", constant(test, mean));
        Optional.ofNullable(PUBLISHED.get(data.set()))
                .ifPresent(rmse -> out.printf(
                        Locale.ROOT,
                        "| the same | published: LSTM (Zheng et al. 2017) | %d | %.2f | | | |%n",
                        test.size(),
                        rmse));
    }

    /** The test set, once per engine at its last row. */
    private List<Forecast> test(LifeModel model) {
        List<Forecast> forecasts = new ArrayList<>();
        List<double[][]> engines = selected(data.test());
        for (int e = 0; e < engines.size(); e++) {
            List<double[]> rows = windows(engines.get(e), model.indices());
            forecasts.add(forecast(model, rows.get(rows.size() - 1), Math.min(CAP, data.remaining()[e])));
        }
        return forecasts;
    }

    /** Root mean square error of a model on the test set. */
    double testError(LifeModel model) {
        return rmse(test(model));
    }

    private static Forecast forecast(LifeModel model, double[] features, double truth) {
        double cycles = model.predict(features);
        int group = LifeModel.group(cycles, BOUNDS);
        return new Forecast(
                cycles,
                Math.max(0, cycles + Math.min(0, model.low()[group])),
                cycles + Math.max(0, model.high()[group]),
                truth);
    }

    private static List<Forecast> constant(List<Forecast> like, double cycles) {
        return like.stream()
                .map(forecast -> new Forecast(cycles, cycles, cycles, forecast.truth()))
                .toList();
    }

    private static double rmse(List<Forecast> forecasts) {
        return Math.sqrt(mean(forecasts, each -> Math.pow(each.cycles() - each.truth(), 2)));
    }

    private static double mean(List<Forecast> forecasts, ToDoubleFunction<Forecast> of) {
        return forecasts.stream().mapToDouble(of).average().orElseThrow();
    }

    private static void row(PrintStream out, String split, String what, List<Forecast> forecasts) {
        double[] widths = forecasts.stream()
                .mapToDouble(each -> each.p95() - each.p05())
                .sorted()
                .toArray();
        boolean interval = widths[widths.length - 1] > 0;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.2f | %.2f | %s | %s |%n",
                split,
                what,
                forecasts.size(),
                rmse(forecasts),
                mean(forecasts, each -> Math.abs(each.cycles() - each.truth())),
                interval ? "%.0f %%".formatted(100 * mean(forecasts, each -> each.covered() ? 1 : 0)) : "",
                interval ? "%.0f".formatted(widths[widths.length / 2]) : "");
    }
}
