package io.celltwin.training.battery;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.DischargeMeter;
import io.celltwin.battery.capacity.MeterSettings;
import java.io.PrintStream;
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
public final class CapacityReport {

    static final double NOMINAL = 2.0;
    private static final MeterSettings SETTINGS = new MeterSettings(2.7, 95, 5, 300);

    private CapacityReport() {}

    /** One discharge: measured and published; Ah. */
    record Case(String battery, OptionalDouble measured, OptionalDouble standardError, double published) {

        double errorPercentOfNominal() {
            return 100 * (measured.getAsDouble() - published) / NOMINAL;
        }

        /** Whether the published value lies within two standard errors. */
        boolean covered() {
            return Math.abs(measured.getAsDouble() - published) <= 2 * standardError.getAsDouble();
        }
    }

    /**
     * @param every only every so-maniest sample of a curve is given to the meter
     */
    static List<Case> cases(RecordedData data, int every) {
        Map<String, Double> published = published(data);
        List<Case> cases = new ArrayList<>();
        curves(data).forEach((key, samples) -> {
            Optional<CapacityMeasurement> measured = measure(samples, every);
            cases.add(new Case(
                    key.substring(0, 5),
                    number(measured.map(CapacityMeasurement::capacity)),
                    number(measured.map(CapacityMeasurement::standardError)),
                    published.get(key)));
        });
        return cases;
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private static Optional<CapacityMeasurement> measure(List<BatterySample> samples, int every) {
        DischargeMeter meter = new DischargeMeter(SETTINGS, discard -> {});
        Optional<CapacityMeasurement> measured = Optional.empty();
        for (int i = 0; i < samples.size(); i += every) {
            Optional<CapacityMeasurement> done = meter.next(samples.get(i), NOMINAL);
            measured = done.isPresent() ? done : measured;
        }
        // Some recordings end with the load still on; a battery's own stream goes on with its rest.
        BatterySample last = samples.get(samples.size() - 1);
        Optional<CapacityMeasurement> done = meter.next(
                new BatterySample(
                        last.time() + 1,
                        0,
                        last.packVoltage(),
                        last.lowestCellVoltage(),
                        OptionalDouble.empty(),
                        OptionalInt.empty()),
                NOMINAL);
        return done.isPresent() ? done : measured;
    }

    private static Map<String, List<BatterySample>> curves(RecordedData data) {
        RecordedData.Table table = data.table("nasa_pcoe_liion/discharge_curves_B0005_B0006_B0007.csv.gz");
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

    private static Map<String, Double> published(RecordedData data) {
        RecordedData.Table table = data.table("nasa_pcoe_liion/operations.csv.gz");
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

    /** Prints how good the figures are, as a table. */
    public static void print(RecordedData data, PrintStream out) {
        out.println("| cell | samples used | discharges | measured | mean error, % SOH | largest error, % SOH "
                + "| mean standard error, % SOH | published within 2 standard errors |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int every : new int[] {1, 2, 4}) {
            List<Case> all = cases(data, every);
            for (String battery : List.of("B0005", "B0006", "B0007")) {
                print(
                        out,
                        battery,
                        every,
                        all.stream()
                                .filter(each -> each.battery().equals(battery))
                                .toList());
            }
        }
    }

    private static void print(PrintStream out, String battery, int every, List<Case> cases) {
        List<Case> measured =
                cases.stream().filter(each -> each.measured().isPresent()).toList();
        DoubleSummaryStatistics errors =
                measured.stream().mapToDouble(Case::errorPercentOfNominal).summaryStatistics();
        out.printf(
                Locale.ROOT,
                "| %s | 1 of %d | %d | %d | %+.3f | %.3f | %.2f | %.0f %% |%n",
                battery,
                every,
                cases.size(),
                measured.size(),
                errors.getAverage(),
                Math.max(Math.abs(errors.getMin()), Math.abs(errors.getMax())),
                measured.stream()
                        .mapToDouble(each -> 100 * each.standardError().getAsDouble() / NOMINAL)
                        .average()
                        .orElse(Double.NaN),
                100.0 * measured.stream().filter(Case::covered).count() / measured.size());
    }
}
