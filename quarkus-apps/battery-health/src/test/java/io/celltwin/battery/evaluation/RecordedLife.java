package io.celltwin.battery.evaluation;

import io.celltwin.battery.FadeTrend;
import io.celltwin.battery.FadeTrend.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The recorded life of one cell.
 *
 * @param cell its name in the recording
 * @param nominalCapacity Ah
 * @param points capacity by cycle
 */
record RecordedLife(String cell, double nominalCapacity, List<Point> points) {

    private static final int MEDIAN_SIDE = 2;

    static List<RecordedLife> nasa() {
        RecordedData.Table table = RecordedData.table("nasa_pcoe_liion/operations.csv.gz");
        int id = table.column("battery_id");
        int type = table.column("type");
        List<String> cells = List.of("B0005", "B0006", "B0007");
        return lives(
                table,
                2.0,
                row -> row[type].equals("discharge") && cells.contains(row[id]) ? row[id] : null,
                "cycle",
                "capacity_ah");
    }

    static List<RecordedLife> calce() {
        RecordedData.Table table = RecordedData.table("calce_cs2/cs2_capacity.csv.gz");
        int id = table.column("cell");
        return lives(table, 1.1, row -> row[id], "cycle", "capacity");
    }

    static List<RecordedLife> hust() {
        RecordedData.Table table = RecordedData.table("hust_lfp77/cycles.csv.gz");
        int id = table.column("cell");
        return lives(table, 1.1, row -> row[id], "row", "capacity");
    }

    /**
     * @param split {@code train} or {@code test1}
     */
    static List<RecordedLife> severson(String split) {
        RecordedData.Table table = RecordedData.table("severson_lfp124/capacity_and_charge_tail_features.csv.gz");
        int id = table.column("source_id");
        int splitColumn = table.column("split");
        return lives(table, 1.1, row -> row[splitColumn].equals(split) ? row[id] : null, "row", "capacity");
    }

    private static List<RecordedLife> lives(
            RecordedData.Table table,
            double nominal,
            Function<String[], String> cellOf,
            String cycleColumn,
            String capacityColumn) {
        int cycle = table.column(cycleColumn);
        int capacity = table.column(capacityColumn);
        Map<String, List<Point>> byCell = new LinkedHashMap<>();
        for (String[] row : table.rows()) {
            String cell = cellOf.apply(row);
            if (cell == null || row[capacity].isEmpty()) {
                continue;
            }
            double measured = Double.parseDouble(row[capacity]);
            // What the discharge meter would discard as implausible never reaches a trend.
            if (measured > 0.2 * nominal && measured < 1.3 * nominal) {
                byCell.computeIfAbsent(cell, any -> new ArrayList<>())
                        .add(new Point(Double.parseDouble(row[cycle]), measured));
            }
        }
        return byCell.entrySet().stream()
                .map(entry -> new RecordedLife(entry.getKey(), nominal, entry.getValue()))
                .toList();
    }

    /** The first cycle at which the running median of five capacities is at the end of life. */
    OptionalDouble endOfLife(double relative) {
        for (int i = 0; i < points.size(); i++) {
            double[] around =
                    points.subList(Math.max(0, i - MEDIAN_SIDE), Math.min(points.size(), i + MEDIAN_SIDE + 1)).stream()
                            .mapToDouble(Point::capacity)
                            .sorted()
                            .toArray();
            if (around[around.length / 2] <= relative * nominalCapacity) {
                return OptionalDouble.of(points.get(i).cycle());
            }
        }
        return OptionalDouble.empty();
    }

    /** What a twin would hold after a cycle, made point by point as the app does. */
    FadeTrend until(double cycle) {
        FadeTrend trend = FadeTrend.EMPTY;
        for (Point point : points) {
            if (point.cycle() <= cycle) {
                trend = trend.with(point);
            }
        }
        return trend;
    }
}
