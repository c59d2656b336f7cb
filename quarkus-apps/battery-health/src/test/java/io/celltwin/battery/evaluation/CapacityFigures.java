package io.celltwin.battery.evaluation;

import io.celltwin.battery.BatterySample;
import io.celltwin.battery.DischargeMeter;
import io.celltwin.battery.FullDischarge;
import io.celltwin.battery.MeterSettings;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        Map<String, Double> published = published();
        List<Case> cases = new ArrayList<>();
        curves().forEach((key, samples) ->
                cases.add(new Case(key.substring(0, 5), measure(samples, every), published.get(key))));
        return cases;
    }

    private static OptionalDouble measure(List<BatterySample> samples, int every) {
        DischargeMeter meter = new DischargeMeter(SETTINGS, discard -> {});
        OptionalDouble measured = OptionalDouble.empty();
        for (int i = 0; i < samples.size(); i += every) {
            Optional<Double> done = meter.next(samples.get(i), NOMINAL).map(FullDischarge::capacity);
            if (done.isPresent()) {
                measured = OptionalDouble.of(done.get());
            }
        }
        // Some recordings end with the load still on; a battery's own stream goes on with its rest.
        BatterySample last = samples.get(samples.size() - 1);
        BatterySample rest = new BatterySample(
                last.time() + 1,
                0,
                last.packVoltage(),
                last.lowestCellVoltage(),
                OptionalDouble.empty(),
                OptionalInt.empty());
        Optional<Double> done = meter.next(rest, NOMINAL).map(FullDischarge::capacity);
        return done.isPresent() ? OptionalDouble.of(done.get()) : measured;
    }

    private static Map<String, List<BatterySample>> curves() {
        RecordedData.Table table = RecordedData.table("nasa_pcoe_liion/discharge_curves_B0005_B0006_B0007.csv.gz");
        int battery = table.column("battery_id");
        int cycle = table.column("cycle");
        int time = table.column("time_s");
        int voltage = table.column("voltage_v");
        int current = table.column("current_a");
        Map<String, List<BatterySample>> curves = new LinkedHashMap<>();
        for (String[] row : table.rows()) {
            List<BatterySample> samples =
                    curves.computeIfAbsent(row[battery] + "/" + row[cycle], any -> new ArrayList<>());
            OptionalDouble volts = OptionalDouble.of(Double.parseDouble(row[voltage]));
            // Every recorded discharge begins with the charged cell at rest; the recording has no state of charge of
            // its own.
            OptionalDouble charged = samples.isEmpty() ? OptionalDouble.of(100) : OptionalDouble.empty();
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
        RecordedData.Table table = RecordedData.table("nasa_pcoe_liion/operations.csv.gz");
        Map<String, Double> published = new HashMap<>();
        for (String[] row : table.rows()) {
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
        for (int every : new int[] {1, 2, 4}) {
            List<Case> all = cases(every);
            for (String battery : List.of("B0005", "B0006", "B0007")) {
                List<Case> cases = all.stream()
                        .filter(each -> each.battery().equals(battery))
                        .toList();
                DoubleSummaryStatistics errors = cases.stream()
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
