package io.celltwin.training.failure;

import io.celltwin.training.battery.RecordedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of C-MAPSS (Saxena, Goebel, Simon and Eklund, PHM 2008): engines run to failure, and engines whose record ends before, with the
 * cycles that they had left.
 *
 * @param set for example {@code FD001}
 * @param train by engine and cycle the values of the 21 sensors
 * @param test the same, cut
 * @param remaining cycles left after the last row of each engine of {@code test}
 */
record TurbofanData(String set, List<double[][]> train, List<double[][]> test, double[] remaining) {

    static final int SENSORS = 21;

    /** Where a set is: {@code cmapss_fd001/train_FD001.csv.gz} and so on. */
    static String file(String set, String part) {
        return "cmapss_%s/%s_%s.csv".formatted(set.toLowerCase(Locale.ROOT), part, set)
                + (part.equals("RUL") ? "" : ".gz");
    }

    static TurbofanData read(RecordedData data, String set) {
        RecordedData.Table table = data.table(file(set, "RUL"));
        int column = table.column("rul");
        return new TurbofanData(
                set,
                engines(data.table(file(set, "train"))),
                engines(data.table(file(set, "test"))),
                table.rows().stream()
                        .mapToDouble(row -> Double.parseDouble(row[column]))
                        .toArray());
    }

    private static List<double[][]> engines(RecordedData.Table table) {
        int unit = table.column("unit");
        int first = table.column("s1");
        Map<Integer, List<double[]>> engines = new TreeMap<>();
        for (String[] row : table.rows()) {
            double[] sensors = new double[SENSORS];
            for (int k = 0; k < SENSORS; k++) {
                sensors[k] = Double.parseDouble(row[first + k]);
            }
            engines.computeIfAbsent(Integer.valueOf(row[unit]), id -> new ArrayList<>())
                    .add(sensors);
        }
        return engines.values().stream()
                .map(rows -> rows.toArray(double[][]::new))
                .toList();
    }
}
