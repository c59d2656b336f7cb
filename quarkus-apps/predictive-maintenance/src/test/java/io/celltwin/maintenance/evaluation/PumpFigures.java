package io.celltwin.maintenance.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.maintenance.alarm.ConditionSwitch;
import io.celltwin.maintenance.condition.ConditionJudge;
import io.celltwin.maintenance.condition.HealthyModel;
import io.celltwin.maintenance.condition.HealthyModelFit;
import io.celltwin.maintenance.condition.Learner;
import io.celltwin.maintenance.condition.Variable;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * How well anomalies of the recorded pump (SKAB) are found: learnt from the first 400 rows of each labelled file, judged on the
 * rest, counted row by row over all files without adjusting anything. And how long the anomaly-free file is learnt, and what
 * part of the rest is above the limit.
 */
final class PumpFigures {

    /** With the deadbands of the filler's Thing Model, whose pump this is. */
    private static final List<Variable> VARIABLES = List.of(
            new Variable("accelerometer1_rms", 0.0005, false),
            new Variable("accelerometer2_rms", 0.0005, false),
            new Variable("current", 0.01, false),
            new Variable("pressure", 0.001, false),
            new Variable("temperature", 0.01, true),
            new Variable("thermocouple", 0.01, true),
            new Variable("voltage", 0.1, false),
            new Variable("volume_flow_rate_rms", 0.05, false));

    private static final List<String> NAMES =
            VARIABLES.stream().map(Variable::name).toList();
    private static final String ANOMALY_FREE = "anomaly-free";
    private static final int LEARNING_ROWS = 400;
    /** The app's defaults. */
    private static final int MOST_LEARNING_ROWS = 7200;

    private static final double EVIDENCE = 100;
    private static final int CALM_ROWS = 30;

    private PumpFigures() {}

    /** One file. */
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

    /**
     * What became of the anomaly-free file.
     *
     * @param learntFrom rows that were seen until it was learnt
     * @param judged rows after them
     * @param above of these, above the limit
     * @param alarms that were raised
     */
    record AnomalyFree(int learntFrom, int judged, int above, int alarms) {}

    /** The product's score, row by row. */
    static Predicate<double[]> score(List<double[]> healthy) {
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthy), NAMES);
        return row -> judge.judge(row).score() > 1;
    }

    /** The product's alarm. */
    static Predicate<double[]> alarm(List<double[]> healthy) {
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthy), NAMES);
        ConditionSwitch condition = condition();
        return row -> condition.next(judge.judge(row).score(), 1);
    }

    private static ConditionSwitch condition() {
        return new ConditionSwitch(EVIDENCE, CALM_ROWS, new ConditionSwitch.State(false, 0, 0));
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

    /** As the app follows a machine: learnt until it is learnt, then judged. */
    static AnomalyFree anomalyFree(Recording recording) {
        Learner learner = new Learner(VARIABLES, LEARNING_ROWS, MOST_LEARNING_ROWS);
        Optional<HealthyModel> model = Optional.empty();
        int row = 0;
        while (model.isEmpty()) {
            model = learner.add(recording.rows().get(row++));
        }
        ConditionJudge judge = new ConditionJudge(model.get(), NAMES);
        ConditionSwitch condition = condition();
        int learntFrom = row;
        int above = 0;
        int alarms = 0;
        for (; row < recording.rows().size(); row++) {
            double score = judge.judge(recording.rows().get(row)).score();
            above += score > 1 ? 1 : 0;
            boolean before = condition.anomalous();
            alarms += condition.next(score, 1) && !before ? 1 : 0;
        }
        return new AnomalyFree(learntFrom, recording.rows().size() - learntFrom, above, alarms);
    }

    static List<Recording> labelled(List<Recording> all) {
        return all.stream()
                .filter(recording -> !recording.group().equals(ANOMALY_FREE))
                .toList();
    }

    static Recording anomalyFree(List<Recording> all) {
        return all.stream()
                .filter(recording -> recording.group().equals(ANOMALY_FREE))
                .findFirst()
                .orElseThrow();
    }

    /** All files; skips the calling test where the data are not there. */
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
                String group = cells[columns.indexOf("group")];
                String name = cells[columns.indexOf("file")];
                Recording recording = recordings.computeIfAbsent(
                        group + "/" + name, any -> new Recording(group, name, new ArrayList<>(), new ArrayList<>()));
                recording
                        .rows()
                        .add(NAMES.stream()
                                .mapToDouble(variable -> Double.parseDouble(cells[columns.indexOf(variable)]))
                                .toArray());
                recording.anomalous().add(!label.isEmpty() && Double.parseDouble(label) > 0.5);
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
        print("always alarm", labelled(all), healthy -> row -> true);
        print("plain T-squared, 99 %", labelled(all), healthy -> PlainTSquared.learn(healthy, 0.99)::alarms);
        print("plain T-squared, 99.9 %", labelled(all), healthy -> PlainTSquared.learn(healthy, 0.999)::alarms);
        print("score above 1", labelled(all), PumpFigures::score);
        print("alarm", labelled(all), PumpFigures::alarm);
        System.out.println(anomalyFree(anomalyFree(all)));
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
