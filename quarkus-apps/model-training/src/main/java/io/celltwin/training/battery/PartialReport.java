package io.celltwin.training.battery;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.battery.pack.PackHealth;
import io.celltwin.battery.pack.PackModel;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * How well a state of health is known without full discharges, on the NASA cells: what the twin says, against the capacity of the
 * next full discharge that was recorded.
 *
 * <ul>
 *   <li>Voltage window: three full discharges are given with the charges before them, and afterwards only recorded charges, cut
 *       to those between two voltages.
 *   <li>State of charge: discharges are cut off at a state of charge, which a simulated management system tells. It counts the
 *       recorded current with what it takes for the capacity: that of {@value #LEARNT_BEFORE} cycles ago, times a factor.
 * </ul>
 */
public final class PartialReport {

    static final List<String> CELLS = List.of("B0005", "B0006", "B0007");

    private static final String HEALTH = "features/health/properties";
    private static final double NOMINAL = 2;
    private static final int LEARNT_BEFORE = 20;
    private static final int FULL_FIRST = 3;
    private static final double PAUSE = 1800;

    private PartialReport() {}

    /** One thing that the twin said, and the truth, %; and whether it was measured just before, or said on. */
    record Case(double said, double standardError, double truth, boolean measured) {

        boolean within(double errors) {
            return Math.abs(said - truth) <= errors * standardError;
        }
    }

    /** One sample of a recorded curve. */
    private record Sample(double time, double volts, double amperes, double celsius) {}

    /** A recorded cell: its curves by cycle, and the published capacity of each discharge by its cycle. */
    private record Cell(
            Map<Integer, List<Sample>> charges,
            Map<Integer, List<Sample>> discharges,
            Map<Integer, Double> capacities) {

        /** Capacity of the first discharge from a cycle on, or of the last one. */
        double capacityAt(int cycle) {
            double last = Double.NaN;
            for (Map.Entry<Integer, Double> each : capacities.entrySet()) {
                last = each.getValue();
                if (each.getKey() >= cycle) {
                    return last;
                }
            }
            return last;
        }
    }

    /** A twin that is told of a battery's samples. */
    private static final class Twin {

        private final ThingModel model = ModelCatalog.bundled().get("battery-pack-1.0.0");
        private final PackHealth pack;
        private double clock = 1000;
        private Optional<JsonObject> last = Optional.empty();
        private double error;
        private double measuredAt;

        Twin() {
            TwinChange first = change("{\"nominalCapacity\":" + NOMINAL + "}", true);
            pack = new PackHealth(
                    first,
                    PackModel.of(model).orElseThrow(),
                    new MeterSettings(2.7, 95, 5, 300),
                    new LifeForecaster(0.7, 1000),
                    discard -> {});
            pack.next(first);
        }

        private TwinChange change(String bms, boolean snapshot) {
            return new TwinChange(
                    "recorded:cell",
                    Optional.of(model),
                    JsonObject.of("{\"features\":{\"bms\":{\"properties\":" + bms + "}}}"),
                    1,
                    Instant.EPOCH.plusMillis((long) (clock * 1000)),
                    snapshot,
                    false);
        }

        /** @param percent state of charge; negative where none is told */
        void tell(Sample sample, double at, int cycle, double percent) {
            clock = at;
            Optional<JsonObject> patch = pack.next(change(
                    String.format(
                            Locale.ROOT,
                            "{\"packCurrent\":%.4f,\"operatingTime\":%.2f,\"cellVoltage01\":%.4f,"
                                    + "\"cellTemperature1\":%.2f,\"cycleCount\":%d%s}",
                            sample.amperes(),
                            at,
                            sample.volts(),
                            sample.celsius(),
                            cycle,
                            percent < 0 ? "" : String.format(Locale.ROOT, ",\"stateOfCharge\":%.2f", percent)),
                    false));
            last = patch.filter(each -> each.getValue(HEALTH + "/stateOfHealth").isPresent())
                    .or(() -> last);
            measuredAt = patch.filter(
                            each -> each.getValue(HEALTH + "/stateOfHealth").isPresent())
                    .map(each -> at)
                    .orElse(measuredAt);
            error = patch.flatMap(each -> each.getValue(HEALTH + "/stateOfHealthStandardError"))
                    .map(JsonValue::asDouble)
                    .orElse(error);
        }

        /**
         * What it says now.
         *
         * @param since from when on a measurement is a new one
         */
        Optional<Case> against(double capacity, double since) {
            return last.flatMap(patch -> patch.getValue(HEALTH + "/stateOfHealth"))
                    .map(said -> new Case(said.asDouble(), error, 100 * capacity / NOMINAL, measuredAt >= since));
        }
    }

    /** After each recorded charge, cut to between two voltages. */
    static List<Case> byVoltage(RecordedData data, String battery, double from, double to) {
        Cell cell = cell(data, battery);
        Twin twin = new Twin();
        List<Case> cases = new ArrayList<>();
        int full = 0;
        for (Map.Entry<Integer, List<Sample>> charge : cell.charges().entrySet()) {
            int cycle = charge.getKey();
            boolean known = full < FULL_FIRST;
            List<Sample> samples = charge.getValue();
            double start = twin.clock + PAUSE;
            for (Sample sample : samples) {
                boolean inWindow = sample.volts() >= from && sample.volts() <= to;
                double percent = known && sample.equals(samples.get(samples.size() - 1)) ? 100 : -1;
                Sample told =
                        known || inWindow ? sample : new Sample(sample.time(), sample.volts(), 0, sample.celsius());
                twin.tell(told, start + sample.time(), cycle, percent);
            }
            rest(twin, samples.get(samples.size() - 1), cycle);
            List<Sample> discharge = cell.discharges()
                    .get(cell.capacities().keySet().stream()
                            .filter(each -> each >= cycle)
                            .findFirst()
                            .orElse(-1));
            if (known && discharge != null) {
                double begin = twin.clock + PAUSE;
                discharge.forEach(sample -> twin.tell(sample, begin + sample.time(), cycle, -1));
                rest(twin, discharge.get(discharge.size() - 1), cycle);
                full++;
            } else if (!known) {
                twin.against(cell.capacityAt(cycle), start).ifPresent(cases::add);
            }
        }
        return cases;
    }

    private static void rest(Twin twin, Sample last, int cycle) {
        for (int i = 1; i <= 4; i++) {
            twin.tell(new Sample(0, last.volts(), 0, last.celsius()), twin.clock + 30, cycle, -1);
        }
    }

    /**
     * After each discharge, cut off at a state of charge.
     *
     * @param factor what the management system takes the capacity for, over what it was
     */
    static List<Case> byStateOfCharge(RecordedData data, String battery, double until, double factor) {
        Cell cell = cell(data, battery);
        Twin twin = new Twin();
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Integer, Double> each : cell.capacities().entrySet()) {
            int cycle = each.getKey();
            double believed = factor * cell.capacityAt(cycle - LEARNT_BEFORE);
            double start = twin.clock + PAUSE;
            double out = 0;
            Sample before = null;
            for (Sample sample : cell.discharges().get(cycle)) {
                out += before == null
                        ? 0
                        : -(before.amperes() + sample.amperes()) / 2 * (sample.time() - before.time()) / 3600;
                double percent = 100 * (1 - out / believed);
                if (percent < until) {
                    break;
                }
                before = sample;
                twin.tell(sample, start + sample.time(), cycle, Math.min(100, percent));
            }
            // Charged again with 1.5 A for ten minutes, which ends the discharge.
            double percent = 100 * (1 - out / believed);
            for (int i = 0; i <= 20; i++) {
                twin.tell(
                        new Sample(0, 4.0, i == 0 ? 0 : 1.5, 25),
                        twin.clock + 30,
                        cycle,
                        percent + 100 * i * 30 * 1.5 / 3600 / believed);
            }
            twin.against(each.getValue(), start).ifPresent(cases::add);
            twin.clock += 7200;
        }
        return cases;
    }

    private static Cell cell(RecordedData data, String battery) {
        Map<Integer, Double> capacities = new LinkedHashMap<>();
        RecordedData.Table table = data.table("nasa_pcoe_liion/operations.csv.gz");
        Map<Integer, Integer> dischargeAfterCharge = new LinkedHashMap<>();
        int charge = 0;
        for (String[] row : table.rows()) {
            if (!row[table.column("battery_id")].equals(battery)) {
                continue;
            }
            int number = Integer.parseInt(row[table.column("cycle")]);
            if (row[table.column("type")].equals("charge")) {
                charge = number;
            } else if (row[table.column("type")].equals("discharge") && !row[table.column("capacity_ah")].isEmpty()) {
                capacities.put(number, Double.parseDouble(row[table.column("capacity_ah")]));
                dischargeAfterCharge.putIfAbsent(charge, number);
            }
        }
        Map<Integer, List<Sample>> charges = new LinkedHashMap<>();
        curves(data, "nasa_pcoe_liion/charge_curves_B0005_B0006_B0007_every10th.csv.gz", battery)
                .forEach((number, curve) -> Optional.ofNullable(dischargeAfterCharge.get(number))
                        .ifPresent(discharge -> charges.put(discharge, curve)));
        return new Cell(
                charges,
                curves(data, "nasa_pcoe_liion/discharge_curves_B0005_B0006_B0007.csv.gz", battery),
                capacities);
    }

    private static Map<Integer, List<Sample>> curves(RecordedData data, String file, String battery) {
        RecordedData.Table table = data.table(file);
        Map<Integer, List<Sample>> curves = new LinkedHashMap<>();
        int time = table.column("time_s");
        int volts = table.column("voltage_v");
        int amperes = table.column("current_a");
        int celsius = table.column("temperature_c");
        for (String[] row : table.rows()) {
            if (row[table.column("battery_id")].equals(battery)) {
                curves.computeIfAbsent(Integer.parseInt(row[table.column("cycle")]), any -> new ArrayList<>())
                        .add(new Sample(
                                Double.parseDouble(row[time]),
                                Double.parseDouble(row[volts]),
                                Double.parseDouble(row[amperes]),
                                Double.parseDouble(row[celsius])));
            }
        }
        return curves;
    }

    /** Prints how good the figures are, as a table. */
    public static void print(RecordedData data, PrintStream out) {
        out.println("| what the battery does | cell | judged | mean error, % SOH | largest error, % SOH "
                + "| mean standard error, % SOH | within 1 | within 2 |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        double[][] windows = {{3.85, 4.1}, {3.9, 4.1}, {3.9, 4.15}};
        for (double[] window : windows) {
            for (String cell : CELLS) {
                String what = String.format(Locale.ROOT, "charges from %.2f to %.2f V", window[0], window[1]);
                List<Case> cases = byVoltage(data, cell, window[0], window[1]);
                print(out, what, cell, cases.stream().filter(Case::measured).toList());
                print(
                        out,
                        what + ", which tell nothing",
                        cell,
                        cases.stream().filter(each -> !each.measured()).toList());
            }
        }
        for (double factor : new double[] {1, 0.92, 1.08}) {
            for (String cell : CELLS) {
                String what = String.format(
                        Locale.ROOT, "discharges from 100 to 35 %%, capacity taken for %.2f times it", factor);
                print(out, what, cell, byStateOfCharge(data, cell, 35, factor));
            }
        }
    }

    private static void print(PrintStream out, String what, String cell, List<Case> cases) {
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %+.2f | %.2f | %.2f | %.0f %% | %.0f %% |%n",
                what,
                cell,
                cases.size(),
                cases.stream()
                        .mapToDouble(each -> each.said() - each.truth())
                        .average()
                        .orElse(Double.NaN),
                cases.stream()
                        .mapToDouble(each -> Math.abs(each.said() - each.truth()))
                        .max()
                        .orElse(Double.NaN),
                cases.stream().mapToDouble(Case::standardError).average().orElse(Double.NaN),
                100.0 * cases.stream().filter(each -> each.within(1)).count() / cases.size(),
                100.0 * cases.stream().filter(each -> each.within(2)).count() / cases.size());
    }
}
