package io.celltwin.maintenance.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.maintenance.ConditionJudge;
import io.celltwin.maintenance.HealthyModelFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;

/**
 * How well anomalies of the recorded pump (SKAB) are found: learnt from the first 400 rows of each labelled file, judged on the
 * rest, counted row by row over all files without adjusting anything.
 */
final class PumpFigures {

    private static final List<String> VARIABLES = List.of(
            "accelerometer1_rms",
            "accelerometer2_rms",
            "current",
            "pressure",
            "temperature",
            "thermocouple",
            "voltage",
            "volume_flow_rate_rms");
    private static final int LEARNING_ROWS = 400;

    private PumpFigures() {}

    /** One labelled file. */
    record Recording(String group, String file, List<double[]> rows, List<Boolean> anomalous) {}

    /** Rows by what they are and what they were found to be. */
    record Counts(long truePositive, long falsePositive, long trueNegative, long falseNegative) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts with(boolean anomalous, boolean found) {
            return new Counts(
                    truePositive + (anomalous && found ? 1 : 0),
                    falsePositive + (!anomalous && found ? 1 : 0),
                    trueNegative + (!anomalous && !found ? 1 : 0),
                    falseNegative + (anomalous && !found ? 1 : 0));
        }

        double f1() {
            return 2.0 * truePositive / (2 * truePositive + falsePositive + falseNegative);
        }

        double falseAlarmRate() {
            return (double) falsePositive / (falsePositive + trueNegative);
        }

        double missedAlarmRate() {
            return (double) falseNegative / (falseNegative + truePositive);
        }
    }

    /** The product's own method. */
    static Predicate<double[]> smoothedWithDriftAllowance(List<double[]> healthy) {
        ConditionJudge judge =
                new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthy, new double[VARIABLES.size()]));
        ToDoubleFunction<double[]> score = row -> judge.judge(row).score();
        return row -> score.applyAsDouble(row) > 1;
    }

    static Counts count(List<Recording> recordings, Function<List<double[]>, Predicate<double[]>> method) {
        Counts counts = Counts.NONE;
        for (Recording recording : recordings) {
            Predicate<double[]> alarm = method.apply(recording.rows().subList(0, LEARNING_ROWS));
            for (int i = LEARNING_ROWS; i < recording.rows().size(); i++) {
                counts = counts.with(
                        recording.anomalous().get(i),
                        alarm.test(recording.rows().get(i)));
            }
        }
        return counts;
    }

    /** All labelled files; skips the calling test where the data are not there. */
    static List<Recording> recordings() {
        Path file = Path.of(System.getProperty("celltwin.data", "../shared/data"), "skab", "skab_v0.9_part.csv.gz");
        assumeTrue(
                Files.isRegularFile(file), "recorded data " + file + " are not there (system property celltwin.data)");
        Map<String, Recording> recordings = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(reader.readLine().split(",", -1));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                String label = cells[columns.indexOf("anomaly")];
                if (label.isEmpty()) {
                    continue;
                }
                String group = cells[columns.indexOf("group")];
                String name = cells[columns.indexOf("file")];
                Recording recording = recordings.computeIfAbsent(
                        group + "/" + name, any -> new Recording(group, name, new ArrayList<>(), new ArrayList<>()));
                recording
                        .rows()
                        .add(VARIABLES.stream()
                                .mapToDouble(variable -> Double.parseDouble(cells[columns.indexOf(variable)]))
                                .toArray());
                recording.anomalous().add(Double.parseDouble(label) > 0.5);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(recordings.values());
    }

    /** Prints the table of docs/predictive-maintenance.md; data directory by {@code -Dcelltwin.data=...}. */
    public static void main(String[] arguments) {
        List<Recording> all = recordings();
        System.out.println("| method | files | F1 | FAR | MAR |");
        System.out.println("| --- | --- | --- | --- | --- |");
        print("always alarm", all, healthy -> row -> true);
        print("plain T-squared, 99 %", all, healthy -> PlainTSquared.learn(healthy, 0.99)::alarms);
        print("plain T-squared, 99.9 %", all, healthy -> PlainTSquared.learn(healthy, 0.999)::alarms);
        print("smoothed, drift allowed", all, PumpFigures::smoothedWithDriftAllowance);
    }

    private static void print(String method, List<Recording> all, Function<List<double[]>, Predicate<double[]>> learn) {
        for (String group : List.of("all", "other", "valve1")) {
            List<Recording> files = all.stream()
                    .filter(each -> group.equals("all") || each.group().equals(group))
                    .toList();
            Counts counts = count(files, learn);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s (%d) | %.3f | %.3f | %.3f |%n",
                    method,
                    group,
                    files.size(),
                    counts.f1(),
                    counts.falseAlarmRate(),
                    counts.missedAlarmRate());
        }
    }
}
