package io.celltwin.training.battery;

import io.celltwin.battery.early.EarlyFeatures;
import io.celltwin.battery.early.EarlyLifeModel;
import io.celltwin.battery.early.EarlyLifeModel.Horizon;
import io.celltwin.battery.early.EarlyLifeModel.Use;
import io.celltwin.battery.early.EarlyPrediction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Learns lives of cells from their first 40 and 100 cycles, from Severson's split {@code train} alone, and says how good they are
 * on {@code test1}. Intervals come from the residuals of left-out cells, each over {@code sqrt(1 + leverage)}.
 */
public final class EarlyLifeTraining {

    /** The penalty of the ridge regression over scaled features: as much as one cell weighs. Not tuned. */
    private static final double ALPHA = 1;

    private static final int[] HORIZONS = {40, 100};
    /** The cells were discharged at 4 C, in a chamber of 30 °C. */
    private static final Use USE = new Use(3.6, 4.4, 25, 40);

    private static final double END_OF_LIFE = 0.8;
    static final String OUTLIER = "test1 22";
    private static final double HALF = 0.5;
    private static final double NINETY = 0.9;
    private static final String SOURCE =
            "Severson LFP/graphite 1.1 Ah, split train (41 cells); ridge regression, penalty 1;"
                    + " intervals from left-out cells of train; nothing is drawn by chance, so that there is no seed";

    private EarlyLifeTraining() {}

    /**
     * Learns the model and keeps it.
     *
     * @param arguments the directory of recorded data and the file to write
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give the directory of recorded data and the file to write");
        }
        RecordedData data = new RecordedData(Path.of(arguments[0]));
        System.out.println("Reading " + data.directory());
        EarlyLifeModel model = train(EarlyCell.all(data, "train"));
        Files.writeString(Path.of(arguments[1]), model.json() + System.lineSeparator());
        System.out.println("Written: " + arguments[1]);
    }

    /** Learns from cells. */
    static EarlyLifeModel train(List<EarlyCell> cells) {
        List<Horizon> horizons = new ArrayList<>();
        for (int cycle : HORIZONS) {
            horizons.add(calibrated(cells, cycle));
        }
        return new EarlyLifeModel(SOURCE, "LFP", END_OF_LIFE, USE, horizons);
    }

    private static Horizon calibrated(List<EarlyCell> cells, int cycle) {
        double[] residuals = new double[cells.size()];
        double furthest = 0;
        for (int left = 0; left < cells.size(); left++) {
            List<EarlyCell> others = new ArrayList<>(cells);
            EarlyCell cell = others.remove(left);
            EarlyPrediction made = learnt(others, cycle).predict(cell.features(cycle));
            residuals[left] =
                    Math.abs(Math.log(cell.life()) - Math.log(made.median())) / Math.sqrt(1 + made.distance());
            furthest = Math.max(furthest, made.distance());
        }
        Horizon all = learnt(cells, cycle);
        System.out.printf(
                Locale.ROOT,
                "Learnt from %d cells at cycle %d; left-out cells are foretold within %.1f %% in the median%n",
                cells.size(),
                cycle,
                100 * StatUtils.percentile(residuals, 50));
        return new Horizon(
                cycle,
                all.mean(),
                all.scale(),
                all.coefficients(),
                all.intercept(),
                all.inverse(),
                furthest,
                quantile(residuals, HALF),
                quantile(residuals, NINETY));
    }

    /** The quantile that holds the next one, too (Vovk et al., Algorithmic Learning in a Random World, 2005). */
    private static double quantile(double[] residuals, double part) {
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(part * (sorted.length + 1));
        return sorted[Math.min(sorted.length, rank) - 1];
    }

    /** Not calibrated: the distance of what it foretells is the leverage itself. */
    private static Horizon learnt(List<EarlyCell> cells, int cycle) {
        double[][] features = cells.stream().map(cell -> cell.features(cycle)).toArray(double[][]::new);
        double[] logs =
                cells.stream().mapToDouble(cell -> Math.log(cell.life())).toArray();
        int count = EarlyFeatures.COUNT;
        double[] mean = new double[count];
        double[] scale = new double[count];
        for (int i = 0; i < count; i++) {
            int feature = i;
            double[] values =
                    Arrays.stream(features).mapToDouble(row -> row[feature]).toArray();
            mean[i] = StatUtils.mean(values);
            scale[i] = Math.sqrt(StatUtils.populationVariance(values));
        }
        double level = StatUtils.mean(logs);
        RealMatrix z = new Array2DRowRealMatrix(features.length, count);
        double[] centred = new double[logs.length];
        for (int row = 0; row < features.length; row++) {
            centred[row] = logs[row] - level;
            for (int i = 0; i < count; i++) {
                z.setEntry(row, i, (features[row][i] - mean[i]) / scale[i]);
            }
        }
        RealMatrix product = z.transpose().multiply(z);
        for (int i = 0; i < count; i++) {
            product.addToEntry(i, i, ALPHA);
        }
        RealMatrix inverse = new LUDecomposition(product).getSolver().getInverse();
        double[] coefficients = inverse.operate(z.transpose().operate(centred));
        return new Horizon(cycle, mean, scale, coefficients, level, inverse.getData(), 1, 1, 1);
    }

    /** Prints how good the figures are, as a table. */
    public static void report(RecordedData data, PrintStream out) {
        List<EarlyCell> train = EarlyCell.all(data, "train");
        List<EarlyCell> test = EarlyCell.all(data, "test1");
        EarlyLifeModel model = train(train);
        double naive = Math.exp(train.stream()
                .mapToDouble(cell -> Math.log(cell.life()))
                .average()
                .orElseThrow());
        out.println(
                "| set | split | cells | RMSE, cycles | MPE, % | mean life of train: RMSE | MPE, % | in 90 % | in 50 %"
                        + " | median width / life |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Horizon horizon : model.horizons()) {
            String set = "Severson, first " + horizon.cycle() + " cycles";
            print(out, set, "train -> test1", test, horizon, naive);
            print(
                    out,
                    set,
                    "train -> test1 without the outlier",
                    test.stream().filter(cell -> !cell.name().equals(OUTLIER)).toList(),
                    horizon,
                    naive);
            print(
                    out,
                    set,
                    "train -> test1, not recognised as strange",
                    test.stream()
                            .filter(cell -> !horizon.predict(cell.features(horizon.cycle()))
                                    .strange())
                            .toList(),
                    horizon,
                    naive);
        }
    }

    private static void print(
            PrintStream out, String set, String split, List<EarlyCell> cells, Horizon horizon, double naive) {
        List<EarlyPrediction> made = cells.stream()
                .map(cell -> horizon.predict(cell.features(horizon.cycle())))
                .toList();
        double[] lives = cells.stream().mapToDouble(EarlyCell::life).toArray();
        double[] ours = made.stream().mapToDouble(EarlyPrediction::median).toArray();
        double[] means =
                IntStream.range(0, lives.length).mapToDouble(i -> naive).toArray();
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.1f | %.0f | %.1f | %.0f %% | %.0f %% | %.2f |%n",
                set,
                split,
                lives.length,
                rmse(ours, lives),
                mpe(ours, lives),
                rmse(means, lives),
                mpe(means, lives),
                100.0
                        * IntStream.range(0, lives.length)
                                .filter(i -> made.get(i).p05() <= lives[i]
                                        && lives[i] <= made.get(i).p95())
                                .count()
                        / lives.length,
                100.0
                        * IntStream.range(0, lives.length)
                                .filter(i -> made.get(i).p25() <= lives[i]
                                        && lives[i] <= made.get(i).p75())
                                .count()
                        / lives.length,
                StatUtils.percentile(
                        IntStream.range(0, lives.length)
                                .mapToDouble(
                                        i -> (made.get(i).p95() - made.get(i).p05()) / lives[i])
                                .toArray(),
                        50));
    }

    static double rmse(double[] said, double[] truth) {
        return Math.sqrt(IntStream.range(0, said.length)
                .mapToDouble(i -> (said[i] - truth[i]) * (said[i] - truth[i]))
                .average()
                .orElse(Double.NaN));
    }

    /** Mean absolute error in percent of the truth. */
    static double mpe(double[] said, double[] truth) {
        return 100
                * IntStream.range(0, said.length)
                        .mapToDouble(i -> Math.abs(said[i] - truth[i]) / truth[i])
                        .average()
                        .orElse(Double.NaN);
    }
}
