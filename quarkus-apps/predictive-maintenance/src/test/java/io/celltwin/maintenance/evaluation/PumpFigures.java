package io.celltwin.maintenance.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.maintenance.alarm.ConditionSwitch;
import io.celltwin.maintenance.condition.ConditionJudge;
import io.celltwin.maintenance.condition.HealthyModel;
import io.celltwin.maintenance.condition.HealthyModelFit;
import io.celltwin.maintenance.condition.Learner;
import io.celltwin.maintenance.condition.Learner.Waiting;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static final int STEP = 50;

    static final AlarmSetting DEFAULT = new AlarmSetting(30, 10);
    /** What they were chosen from. */
    private static final List<AlarmSetting> CANDIDATES = Stream.of(10, 20, 30, 50, 100)
            .flatMap(evidence -> Stream.of(3, 5, 10, 20, 30).map(calm -> new AlarmSetting(evidence, calm)))
            .toList();

    private PumpFigures() {}

    /** What raises the alarm, and what clears it. */
    record AlarmSetting(double evidence, int calmRows) {

        ConditionSwitch begin() {
            return new ConditionSwitch(evidence, calmRows, new ConditionSwitch.State(false, 0, 0));
        }
    }

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

        Counts plus(Counts other) {
            return new Counts(
                    truePositive + other.truePositive,
                    falsePositive + other.falsePositive,
                    trueNegative + other.trueNegative,
                    falseNegative + other.falseNegative);
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
     * @param firstLearnt rows that were seen until there was a first model; all if there was none
     * @param confirmed whether a model was confirmed
     * @param withdrawn models that did not hold
     * @param judged rows that were judged
     * @param above of these, above the limit
     * @param alarms that were raised
     */
    record AnomalyFree(int firstLearnt, boolean confirmed, int withdrawn, int judged, int above, int alarms) {}

    /** The product's score, row by row. */
    static Predicate<double[]> score(List<double[]> healthy) {
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthy), NAMES);
        return row -> judge.judge(row).score() > 1;
    }

    /** The product's alarm. */
    static Predicate<double[]> alarm(List<double[]> healthy) {
        return alarm(healthy, DEFAULT);
    }

    private static Predicate<double[]> alarm(List<double[]> healthy, AlarmSetting setting) {
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthy), NAMES);
        ConditionSwitch condition = setting.begin();
        return row -> condition.next(judge.judge(row).score(), 1);
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

    /** Each file is judged at the setting that has the best F1 over all others: what the choice is worth on files it did not see. */
    private static Counts leaveFileOut(List<Recording> recordings, List<AlarmSetting> candidates) {
        Map<AlarmSetting, List<Counts>> counts = new LinkedHashMap<>();
        candidates.forEach(setting -> counts.put(
                setting,
                recordings.stream()
                        .map(recording -> count(List.of(recording), healthy -> alarm(healthy, setting)))
                        .toList()));
        Counts all = Counts.NONE;
        for (int i = 0; i < recordings.size(); i++) {
            int left = i;
            AlarmSetting best = candidates.stream()
                    .max(Comparator.comparingDouble(
                            setting -> without(left, counts.get(setting)).f1()))
                    .orElseThrow();
            all = all.plus(counts.get(best).get(i));
        }
        return all;
    }

    private static Counts without(int left, List<Counts> counts) {
        Counts sum = Counts.NONE;
        for (int i = 0; i < counts.size(); i++) {
            sum = i == left ? sum : sum.plus(counts.get(i));
        }
        return sum;
    }

    /** Where the data of the anomaly-free file may begin so that there are enough to learn from. */
    static IntStream beginnings(int step) {
        return IntStream.iterate(0, row -> row < 9000, row -> row + step);
    }

    static AnomalyFree anomalyFree(Recording recording) {
        return anomalyFree(recording, 0, DEFAULT);
    }

    /** As the app follows a machine whose data begin with that row: learnt, judged on trial, and judged. */
    static AnomalyFree anomalyFree(Recording recording, int beginning, AlarmSetting setting) {
        Learner learner = new Learner(VARIABLES, LEARNING_ROWS, MOST_LEARNING_ROWS);
        Optional<ConditionJudge> judge = Optional.empty();
        ConditionSwitch condition = setting.begin();
        int rows = recording.rows().size();
        int firstLearnt = rows;
        boolean confirmed = false;
        int withdrawn = 0;
        int judged = 0;
        int above = 0;
        int alarms = 0;
        for (int row = beginning; row < rows; row++) {
            double[] sample = recording.rows().get(row);
            boolean healthy = true;
            if (judge.isPresent()) {
                double score = judge.get().judge(sample).score();
                judged++;
                above += score > 1 ? 1 : 0;
                boolean before = condition.anomalous();
                if (condition.next(score, 1) && !before) {
                    alarms++;
                    learner.forgetSuspicious();
                }
                healthy = score < 1 && !condition.anomalous() && !judge.get().recovering();
            }
            if (confirmed || !healthy) {
                continue;
            }
            Optional<HealthyModel> model = learner.add(sample);
            confirmed = model.isPresent() && learner.waiting() == Waiting.NOTHING;
            if (confirmed || judge.isEmpty() && model.isPresent()) {
                judge = model.map(learnt -> new ConditionJudge(learnt, NAMES));
                firstLearnt = Math.min(firstLearnt, row + 1);
            } else if (judge.isPresent() && learner.waiting() != Waiting.CONFIRMATION) {
                judge = Optional.empty();
                withdrawn++;
            }
        }
        return new AnomalyFree(firstLearnt, confirmed, withdrawn, judged, above, alarms);
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

    /** Prints the tables of docs/predictive-maintenance.md; data directory by {@code -Dcelltwin.data=...}. */
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
        List<AnomalyFree> everyBeginning = beginnings(STEP)
                .mapToObj(row -> anomalyFree(anomalyFree(all), row, DEFAULT))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "Of %d beginnings %d confirmed; models withdrawn %d; rows judged %d, above the limit %d; alarms %d%n",
                everyBeginning.size(),
                everyBeginning.stream().filter(AnomalyFree::confirmed).count(),
                everyBeginning.stream().mapToInt(AnomalyFree::withdrawn).sum(),
                everyBeginning.stream().mapToInt(AnomalyFree::judged).sum(),
                everyBeginning.stream().mapToInt(AnomalyFree::above).sum(),
                everyBeginning.stream().mapToInt(AnomalyFree::alarms).sum());
        printChoice(all);
    }

    /** The table by which the alarm's defaults were chosen, and what the choice is worth on a file that it did not see. */
    private static void printChoice(List<Recording> all) {
        System.out.println("| evidence | calm | F1 | FAR | MAR | beginnings of the anomaly-free file with an alarm |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (AlarmSetting setting : CANDIDATES) {
            System.out.printf(
                    Locale.ROOT,
                    "| %.0f | %d | %s | %d of %d |%n",
                    setting.evidence(),
                    setting.calmRows(),
                    rates(count(labelled(all), healthy -> alarm(healthy, setting))),
                    beginnings(STEP)
                            .filter(row ->
                                    anomalyFree(anomalyFree(all), row, setting).alarms() > 0)
                            .count(),
                    beginnings(STEP).count());
        }
        for (double least : new double[] {10, DEFAULT.evidence()}) {
            List<AlarmSetting> candidates = CANDIDATES.stream()
                    .filter(setting -> setting.evidence() >= least)
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "Leave one file out, evidence at least %.0f: %s%n",
                    least,
                    rates(leaveFileOut(labelled(all), candidates)));
        }
    }

    private static String rates(Counts counts) {
        return String.format(
                Locale.ROOT, "%.3f | %.3f | %.3f", counts.f1(), counts.falseAlarmRate(), counts.missedAlarmRate());
    }

    private static void print(String method, List<Recording> all, Function<List<double[]>, Predicate<double[]>> learn) {
        for (String group : List.of("all", "other", "valve1")) {
            List<Recording> files = all.stream()
                    .filter(each -> group.equals("all") || each.group().equals(group))
                    .toList();
            Counts counts = count(files, learn);
            System.out.printf(Locale.ROOT, "| %s | %s (%d) | %s |%n", method, group, files.size(), rates(counts));
        }
    }
}
