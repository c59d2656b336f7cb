package io.celltwin.simulator.pump;

import io.celltwin.simulator.recording.CompressedCsv;
import io.celltwin.simulator.recording.CompressedCsv.Row;
import io.celltwin.simulator.recording.RecordingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Skoltech anomaly benchmark (SKAB): a water pump's eight instruments, once a second, read from the folder
 * {@code skab} of a directory with recorded data. One stretch is free of anomalies, the others contain labelled ones.
 */
public final class PumpRecording {

    private static final Path FILE = Path.of("skab", "skab_v0.9_part.csv.gz");
    private static final String HEALTHY_GROUP = "anomaly-free";
    /** The pump warms up for the first half of the healthy stretch. */
    private static final int SETTLED_AFTER = 2;
    /** How often the settled part is played before the first anomaly, so that it can be learnt. */
    private static final int HEALTHY_TURNS = 4;
    /** A file recorded at a flow that differs by more than this part is another operating point, not an anomaly of this one. */
    private static final double SAME_OPERATING_POINT = 0.1;

    /** One recorded file: its rows, and how many of them come before the first labelled anomaly. */
    private record Stretch(String group, List<PumpReading> rows, int healthyRows) {

        double healthyFlow() {
            return rows.stream()
                    .limit(Math.max(1, healthyRows))
                    .mapToDouble(PumpReading::flowLpm)
                    .average()
                    .orElseThrow();
        }
    }

    private final Stretch healthy;
    private final List<Stretch> labelled;

    private PumpRecording(Stretch healthy, List<Stretch> labelled) {
        this.healthy = healthy;
        this.labelled = labelled;
    }

    /**
     * @param directory with recorded data
     * @throws RecordingException if the file is absent or malformed or has no anomaly-free stretch
     */
    public static PumpRecording read(Path directory) throws RecordingException {
        Path file = directory.resolve(FILE);
        Map<String, StretchReader> readers = new LinkedHashMap<>();
        CompressedCsv.read(
                file,
                List.of(
                        "group",
                        "file",
                        "accelerometer1_rms",
                        "accelerometer2_rms",
                        "current",
                        "pressure",
                        "temperature",
                        "thermocouple",
                        "voltage",
                        "volume_flow_rate_rms",
                        "anomaly"),
                row -> readers.computeIfAbsent(
                                row.text("group") + '/' + row.text("file"), any -> new StretchReader(row.text("group")))
                        .add(row));
        List<Stretch> stretches =
                readers.values().stream().map(StretchReader::stretch).toList();
        Stretch healthy = stretches.stream()
                .filter(each -> each.group.equals(HEALTHY_GROUP))
                .findFirst()
                .orElseThrow(() -> new RecordingException(file + " has no group " + HEALTHY_GROUP));
        // The nearest to the healthy stretch's operating point come first: their anomalies stand out as such.
        List<Stretch> labelled = stretches.stream()
                .filter(each -> !each.group.equals(HEALTHY_GROUP))
                .filter(each -> Math.abs(each.healthyFlow() - healthy.healthyFlow())
                        < SAME_OPERATING_POINT * healthy.healthyFlow())
                .sorted(Comparator.comparingDouble(each -> Math.abs(each.healthyFlow() - healthy.healthyFlow())))
                .toList();
        return new PumpRecording(healthy, labelled);
    }

    /**
     * The rows that one of several pumps plays: the settled healthy ones some times, then its share of the labelled files at the
     * same operating point, each followed by healthy ones.
     *
     * @param pump counted from 0
     * @param pumps how many share the recording
     */
    public List<PumpReading> rowsFor(int pump, int pumps) {
        List<PumpReading> settled = healthy.rows.subList(healthy.rows.size() / SETTLED_AFTER, healthy.rows.size());
        List<PumpReading> rows = new ArrayList<>();
        for (int turn = 0; turn < HEALTHY_TURNS; turn++) {
            rows.addAll(settled);
        }
        for (int i = pump; i < labelled.size(); i += pumps) {
            rows.addAll(labelled.get(i).rows);
            rows.addAll(settled);
        }
        return rows;
    }

    private static final class StretchReader {

        private final String group;
        private final List<PumpReading> rows = new ArrayList<>();
        private int healthyRows = -1;

        StretchReader(String group) {
            this.group = group;
        }

        void add(Row row) {
            // The anomaly-free file has no labels.
            if (healthyRows < 0 && !row.text("anomaly").isEmpty() && row.number("anomaly") > 0) {
                healthyRows = rows.size();
            }
            rows.add(new PumpReading(
                    row.number("accelerometer1_rms"),
                    row.number("accelerometer2_rms"),
                    row.number("current"),
                    row.number("pressure"),
                    row.number("temperature"),
                    row.number("thermocouple"),
                    row.number("voltage"),
                    row.number("volume_flow_rate_rms")));
        }

        Stretch stretch() {
            return new Stretch(group, List.copyOf(rows), healthyRows < 0 ? rows.size() : healthyRows);
        }
    }
}
