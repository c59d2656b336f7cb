package io.celltwin.simulator.battery;

import io.celltwin.simulator.battery.RecordedOperation.Kind;
import io.celltwin.simulator.recording.CompressedCsv;
import io.celltwin.simulator.recording.CompressedCsv.Row;
import io.celltwin.simulator.recording.RecordingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the ageing tests of the NASA Prognostics Center of Excellence (18650 cells of 2 Ah, B0005 to B0007) from the
 * folder {@code nasa_pcoe_liion} of a directory with recorded data.
 */
public final class RecordedCells {

    private static final String FOLDER = "nasa_pcoe_liion";
    private static final String OPERATIONS = "operations.csv.gz";
    private static final Map<Kind, String> CURVES = Map.of(
            Kind.DISCHARGE,
            "discharge_curves_B0005_B0006_B0007.csv.gz",
            Kind.CHARGE,
            "charge_curves_B0005_B0006_B0007_every10th.csv.gz");
    /** Shorter operations are interrupted tests without a charge worth playing. */
    private static final int FEWEST_SAMPLES = 10;
    /** The test bench shows single samples of 0.2 V or 8 V when it switches; a cell cannot have them. */
    private static final double LOWEST_VOLTS = 1.5;

    private static final double HIGHEST_VOLTS = 4.5;

    private record Key(String cell, Kind kind, int cycle) {}

    private final Map<Key, Curve> curves = new HashMap<>();

    private RecordedCells() {}

    /**
     * The recorded lives by cell, sorted.
     *
     * @param directory with recorded data
     * @throws RecordingException if a file is absent or malformed
     */
    public static Map<String, RecordedCell> read(Path directory) throws RecordingException {
        RecordedCells reader = new RecordedCells();
        Path folder = directory.resolve(FOLDER);
        for (Map.Entry<Kind, String> each : CURVES.entrySet()) {
            reader.readCurves(folder.resolve(each.getValue()), each.getKey());
        }
        return reader.readOperations(folder.resolve(OPERATIONS));
    }

    private void readCurves(Path file, Kind kind) throws RecordingException {
        CompressedCsv.read(
                file, List.of("battery_id", "cycle", "time_s", "voltage_v", "current_a", "temperature_c"), row -> {
                    double volts = row.number("voltage_v");
                    if (volts > LOWEST_VOLTS && volts < HIGHEST_VOLTS) {
                        curves.computeIfAbsent(key(row, kind), any -> new Curve())
                                .add(row.number("time_s"), volts, row.number("current_a"), row.number("temperature_c"));
                    }
                });
    }

    private Map<String, RecordedCell> readOperations(Path file) throws RecordingException {
        Map<String, List<RecordedOperation>> lives = new TreeMap<>();
        Map<String, LocalDateTime> ends = new TreeMap<>();
        CompressedCsv.read(file, List.of("battery_id", "type", "cycle", "start_time", "duration_s"), row -> {
            String cell = row.text("battery_id");
            String type = row.text("type").toUpperCase(Locale.ROOT);
            if (!type.equals(Kind.CHARGE.name()) && !type.equals(Kind.DISCHARGE.name())) {
                return;
            }
            Curve curve = curves.get(key(row, Kind.valueOf(type)));
            if (curve == null || curve.size < FEWEST_SAMPLES) {
                return;
            }
            LocalDateTime start = time(row.text("start_time"));
            LocalDateTime previous = ends.put(cell, start.plusNanos((long) (row.number("duration_s") * 1e9)));
            lives.computeIfAbsent(cell, any -> new ArrayList<>())
                    .add(curve.operation(Kind.valueOf(type), pause(previous, start)));
        });
        Map<String, RecordedCell> cells = new TreeMap<>();
        lives.forEach((id, operations) -> cells.put(id, new RecordedCell(id, operations)));
        if (cells.values().stream().noneMatch(cell -> cell.discharges() > 0)) {
            throw new RecordingException(file + " names no discharge that has a curve");
        }
        return cells;
    }

    private static double pause(LocalDateTime previousEnd, LocalDateTime start) {
        if (previousEnd == null) {
            return 0;
        }
        long seconds = Duration.between(previousEnd, start).toSeconds();
        return Math.max(0, Math.min(seconds, RecordedCell.LONGEST_PAUSE_SECONDS));
    }

    private static Key key(Row row, Kind kind) {
        return new Key(row.text("battery_id"), kind, (int) row.number("cycle"));
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("start_time is no time: " + text, e);
        }
    }

    /** Samples of one operation while they are read. */
    private static final class Curve {

        private double[] seconds = new double[512];
        private float[] volts = new float[512];
        private float[] amperes = new float[512];
        private float[] celsius = new float[512];
        private int size;

        void add(double time, double voltage, double current, double temperature) {
            if (size > 0 && time <= seconds[size - 1]) {
                throw new IllegalArgumentException("time_s does not rise");
            }
            if (size == seconds.length) {
                resize(size * 2);
            }
            seconds[size] = time;
            volts[size] = (float) voltage;
            amperes[size] = (float) current;
            celsius[size] = (float) temperature;
            size++;
        }

        RecordedOperation operation(Kind kind, double pauseSeconds) {
            resize(size);
            double start = seconds[0];
            for (int i = 0; i < size; i++) {
                seconds[i] -= start;
            }
            return new RecordedOperation(kind, seconds, volts, amperes, celsius, pauseSeconds);
        }

        private void resize(int length) {
            seconds = Arrays.copyOf(seconds, length);
            volts = Arrays.copyOf(volts, length);
            amperes = Arrays.copyOf(amperes, length);
            celsius = Arrays.copyOf(celsius, length);
        }
    }
}
