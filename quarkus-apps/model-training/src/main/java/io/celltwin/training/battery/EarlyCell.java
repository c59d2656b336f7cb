package io.celltwin.training.battery;

import io.celltwin.battery.early.DischargeCurve;
import io.celltwin.battery.early.EarlyFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The first hundred cycles of one of Severson's cells.
 *
 * @param name split and number
 * @param life cycles to 80 % of the nominal capacity
 * @param curves of its discharges by cycle
 */
record EarlyCell(String name, double life, NavigableMap<Integer, DischargeCurve> curves) {

    static final String CURVES = "severson_lfp124/qdlin_v100.csv.gz";

    static final double NOMINAL = 1.1;
    private static final String CELLS = "severson_lfp124/cells.csv";
    private static final double RATE = 4;
    private static final double CELSIUS = 32;
    private static final double CHARGED_PART = 0.8;
    /** Charged at one rate up to a state of charge, then at another one up to 80 %. */
    private static final Pattern POLICY = Pattern.compile("([0-9.]+)C\\(([0-9.]+)%\\)-([0-9.]+)C");

    /** All cells of a split. */
    static List<EarlyCell> all(RecordedData data, String split) {
        Map<String, NavigableMap<Integer, DischargeCurve>> curves = new TreeMap<>();
        Map<String, Double> lives = new TreeMap<>();
        Map<String, Double> hours = new TreeMap<>();
        try {
            List<String> lines = Files.readAllLines(data.directory().resolve(CELLS));
            List<String> columns = List.of(lines.get(0).split(",", -1));
            for (String line : lines.subList(1, lines.size())) {
                String[] row = line.split(",", -1);
                String name = row[columns.indexOf("split")] + " " + row[columns.indexOf("idx")];
                lives.put(name, Double.parseDouble(row[columns.indexOf("cycle_life")]));
                hours.put(name, chargingHours(row[columns.indexOf("charging_policy")]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("recorded data cannot be read: " + CELLS, e);
        }
        for (String[] row : data.table(CURVES).rows()) {
            if (row[0].equals(split)) {
                String name = row[0] + " " + row[1];
                int cycle = Integer.parseInt(row[2]);
                List<Double> charges = Arrays.stream(row, 3, row.length)
                        .map(each -> Double.parseDouble(each) / NOMINAL)
                        .toList();
                curves.computeIfAbsent(name, any -> new TreeMap<>())
                        .put(
                                cycle,
                                new DischargeCurve(cycle, charges, RATE, CELSIUS, OptionalDouble.of(hours.get(name))));
            }
        }
        return curves.entrySet().stream()
                .map(entry -> new EarlyCell(entry.getKey(), lives.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static double chargingHours(String policy) {
        Matcher matcher = POLICY.matcher(policy);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no charging policy: " + policy);
        }
        double until = Math.min(CHARGED_PART, Double.parseDouble(matcher.group(2)) / 100);
        return until / Double.parseDouble(matcher.group(1))
                + (CHARGED_PART - until) / Double.parseDouble(matcher.group(3));
    }

    /** What its curves up to a cycle say. */
    double[] features(int cycle) {
        return EarlyFeatures.of(around(9, 11), around(cycle - 2, cycle)).orElseThrow();
    }

    private List<DischargeCurve> around(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .filter(curves::containsKey)
                .mapToObj(curves::get)
                .toList();
    }
}
