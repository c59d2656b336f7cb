package io.celltwin.training.battery;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The recorded fleets, and at which capacity the lives of each end. */
public enum Fleet {
    /** Severson et al., Nature Energy 4, 2019: 84 cells, fast charge. Most recordings end above 80 %. */
    SEVERSON("Severson", "LFP", 1.1, 0.85),
    /** Ma et al., Energy Environ. Sci. 15, 2022: 77 cells, as many discharge protocols. */
    HUST("HUST", "LFP", 1.1, 0.85),
    /** CALCE, CS2_35 to CS2_38. */
    CALCE("CALCE CS2", "LCO", 1.1, 0.8),
    /** NASA PCoE, B0005 to B0007; the cells' chemistry was not published. */
    NASA("NASA", "undisclosed", 2.0, 0.7);

    private final String title;
    private final String chemistry;
    private final double nominalCapacity;
    private final double endOfLife;

    Fleet(String title, String chemistry, double nominalCapacity, double endOfLife) {
        this.title = title;
        this.chemistry = chemistry;
        this.nominalCapacity = nominalCapacity;
        this.endOfLife = endOfLife;
    }

    String title() {
        return title;
    }

    String chemistry() {
        return chemistry;
    }

    double endOfLife() {
        return endOfLife;
    }

    /** The recorded lives, in the order of their cells' names. */
    List<RecordedLife> lives(RecordedData data) {
        return switch (this) {
            case SEVERSON ->
                read(data, "severson_lfp124/capacity_and_charge_tail_features.csv.gz", "source_id", "row", "capacity");
            case HUST -> read(data, "hust_lfp77/cycles.csv.gz", "cell", "row", "capacity");
            case CALCE -> read(data, "calce_cs2/cs2_capacity.csv.gz", "cell", "cycle", "capacity");
            case NASA ->
                read(data, "nasa_pcoe_liion/operations.csv.gz", "battery_id", "cycle", "capacity_ah").stream()
                        .filter(life -> List.of("B0005", "B0006", "B0007").contains(life.cell()))
                        .toList();
        };
    }

    /** All lives of all fleets. */
    static List<RecordedLife> all(RecordedData data) {
        return Stream.of(values()).flatMap(fleet -> fleet.lives(data).stream()).toList();
    }

    private List<RecordedLife> read(
            RecordedData data, String file, String cellColumn, String cycleColumn, String capacityColumn) {
        RecordedData.Table table = data.table(file);
        int cell = table.column(cellColumn);
        int cycle = table.column(cycleColumn);
        int capacity = table.column(capacityColumn);
        Map<String, TreeMap<Double, Double>> byCell = new TreeMap<>();
        Function<String[], Double> measured = row -> row[capacity].isEmpty() ? 0 : Double.parseDouble(row[capacity]);
        for (String[] row : table.rows()) {
            double ampereHours = measured.apply(row);
            // What the discharge meter would discard as implausible never reaches a trend.
            if (ampereHours > 0.2 * nominalCapacity && ampereHours < 1.3 * nominalCapacity) {
                byCell.computeIfAbsent(row[cell], any -> new TreeMap<>())
                        .put(Double.parseDouble(row[cycle]), ampereHours);
            }
        }
        return byCell.entrySet().stream()
                .map(entry -> RecordedLife.of(this, entry.getKey(), nominalCapacity, entry.getValue()))
                .toList();
    }
}
