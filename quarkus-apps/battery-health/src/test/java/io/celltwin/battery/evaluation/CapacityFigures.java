package io.celltwin.battery.evaluation;

import io.celltwin.battery.BatterySample;
import io.celltwin.battery.DischargeMeter;
import io.celltwin.battery.FullDischarge;
import io.celltwin.battery.MeterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How well the discharge meter finds the capacities that NASA published with its discharge curves. */
final class CapacityFigures {

    static final double NOMINAL = 2.0;
    private static final MeterSettings SETTINGS = new MeterSettings(2.7, 95, 5, 300);

    private CapacityFigures() {}

    /** One discharge: measured and published; Ah. */
    record Case(String battery, OptionalDouble measured, double published) {

        double errorPercentOfNominal() {
            return 100 * (measured.getAsDouble() - published) / NOMINAL;
        }
    }

    /**
     * @param every only every so-maniest sample of a curve is given to the meter
     */
    static List<Case> cases(int every) {
        var published = published();
        var cases = new ArrayList<Case>();
        curves().forEach((key, samples) ->
                cases.add(new Case(key.substring(0, 5), measure(samples, every), published.get(key))));
        return cases;
    }

    private static OptionalDouble measure(List<BatterySample> samples, int every) {
        var meter = new DischargeMeter(SETTINGS, discard -> {});
        var measured = OptionalDouble.empty();
        for (var i = 0; i < samples.size(); i += every) {
            var done = meter.next(samples.get(i), NOMINAL).map(FullDischarge::capacity);
            if (done.isPresent()) {
                measured = OptionalDouble.of(done.get());
            }
        }
        // Some recordings end with the load still on; a battery's own stream goes on with its rest.
        var last = samples.get(samples.size() - 1);
        var rest = new BatterySample(
                last.time() + 1,
                0,
                last.packVoltage(),
                last.lowestCellVoltage(),
                OptionalDouble.empty(),
                OptionalInt.empty());
        var done = meter.next(rest, NOMINAL).map(FullDischarge::capacity);
        return done.isPresent() ? OptionalDouble.of(done.get()) : measured;
    }

    private static Map<String, List<BatterySample>> curves() {
        var table = RecordedData.table("nasa_pcoe_liion/discharge_curves_B0005_B0006_B0007.csv.gz");
        var battery = table.column("battery_id");
        var cycle = table.column("cycle");
        var time = table.column("time_s");
        var voltage = table.column("voltage_v");
        var current = table.column("current_a");
        Map<String, List<BatterySample>> curves = new LinkedHashMap<>();
        for (var row : table.rows()) {
            var samples = curves.computeIfAbsent(row[battery] + "/" + row[cycle], any -> new ArrayList<>());
            var volts = OptionalDouble.of(Double.parseDouble(row[voltage]));
            // Every recorded discharge begins with the charged cell at rest; the recording has no state of charge of
            // its own.
            var charged = samples.isEmpty() ? OptionalDouble.of(100) : OptionalDouble.empty();
            samples.add(new BatterySample(
                    Double.parseDouble(row[time]),
                    Double.parseDouble(row[current]),
                    volts,
                    volts,
                    charged,
                    OptionalInt.empty()));
        }
        return curves;
    }

    private static Map<String, Double> published() {
        var table = RecordedData.table("nasa_pcoe_liion/operations.csv.gz");
        var published = new HashMap<String, Double>();
        for (var row : table.rows()) {
            if (row[table.column("type")].equals("discharge") && !row[table.column("capacity_ah")].isEmpty()) {
                published.put(
                        row[table.column("battery_id")] + "/" + row[table.column("cycle")],
                        Double.parseDouble(row[table.column("capacity_ah")]));
            }
        }
        return published;
    }

    /** Prints the table of docs/battery-health.md; data directory by {@code -Dcelltwin.data=...}. */
    public static void main(String[] arguments) {
        System.out.println(
                "| cell | samples used | discharges | measured | mean error, % SOH | largest error, % SOH |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (var every : new int[] {1, 2, 4}) {
            var all = cases(every);
            for (var battery : List.of("B0005", "B0006", "B0007")) {
                var cases = all.stream()
                        .filter(each -> each.battery().equals(battery))
                        .toList();
                var errors = cases.stream()
                        .filter(each -> each.measured().isPresent())
                        .mapToDouble(Case::errorPercentOfNominal)
                        .summaryStatistics();
                System.out.printf(
                        Locale.ROOT,
                        "| %s | 1 of %d | %d | %d | %+.3f | %.3f |%n",
                        battery,
                        every,
                        cases.size(),
                        errors.getCount(),
                        errors.getAverage(),
                        Math.max(Math.abs(errors.getMin()), Math.abs(errors.getMax())));
            }
        }
    }
}
