package io.celltwin.training.battery;

import io.celltwin.battery.safety.SafetyLevel;
import io.celltwin.battery.safety.SafetyMonitor;
import io.celltwin.battery.safety.SafetyMonitor.Assessment;
import io.celltwin.battery.safety.SafetyReading;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How often the early warning is wrong: on recorded and simulated normal cycles, and on simulated shorts. */
public final class SafetyReport {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int CELLS = 12;
    private static final double CELL_STEP_VOLTS = 0.0015;
    private static final double CELL_STEP_KELVIN = 0.15;
    private static final double[] SHORTS = {1, 5, 10, 50, 100, 200, 500, 1000};
    private static final double DAYS_TO_FIND = 7;

    private SafetyReport() {}

    /**
     * How a stretch of time was judged.
     *
     * @param days how long it was
     * @param alarms how often the level rose to a caution or more
     * @param worst the highest level
     * @param what indicators that were raised
     */
    record Watched(double days, int alarms, SafetyLevel worst, List<String> what) {}

    /** Prints both tables. */
    public static void print(RecordedData data, PrintStream out) {
        out.println("| normal cycles | pack-days | raised | worst |");
        out.println("| --- | --- | --- | --- |");
        for (String kind : List.of("discharge", "charge")) {
            recorded(data, kind).forEach((cell, watched) -> line(out, "NASA " + cell + ", every " + kind, watched));
        }
        line(out, "simulated packs, 30 of other cells", simulated(30, 10));
        out.println();
        out.println("| short in one cell, ohm | found as caution after, h | as warning, h | as critical, h |");
        out.println("| --- | --- | --- | --- |");
        for (double ohm : SHORTS) {
            double[] hours = shorted(ohm, 1, DAYS_TO_FIND);
            out.printf(
                    Locale.ROOT, "| %.0f | %s | %s | %s |%n", ohm, hours(hours[1]), hours(hours[2]), hours(hours[3]));
        }
    }

    private static String hours(double hours) {
        return Double.isFinite(hours) ? String.format(Locale.ROOT, "%.2f", hours) : "not in 7 days";
    }

    private static void line(PrintStream out, String what, Watched watched) {
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %d %s | %s |%n",
                what,
                watched.days(),
                watched.alarms(),
                watched.what().isEmpty() ? "" : watched.what(),
                watched.worst().text());
    }

    /** Packs without a fault. */
    static Watched simulated(int packs, double days) {
        int alarms = 0;
        SafetyLevel worst = SafetyLevel.NORMAL;
        List<String> what = new ArrayList<>();
        for (int pack = 0; pack < packs; pack++) {
            ShortedPack simulated = new ShortedPack(pack);
            SafetyMonitor monitor = new SafetyMonitor();
            while (simulated.seconds() < days * SECONDS_PER_DAY) {
                SafetyReading reading = simulated.next();
                Optional<Assessment> told = monitor.next(reading, at(reading.time()));
                if (told.isPresent() && told.get().level() != SafetyLevel.NORMAL) {
                    alarms++;
                    worst = worst.compareTo(told.get().level()) < 0 ? told.get().level() : worst;
                    told.get().reasons().forEach(reason -> what.add(reason.indicator() + " " + reason.value()));
                }
            }
        }
        return new Watched(packs * days, alarms, worst, what);
    }

    /**
     * @param days for how long it is looked for
     * @return after how many hours a short was found at each level, by the level's ordinal; infinite if it was not
     */
    static double[] shorted(double ohm, long seed, double days) {
        ShortedPack pack = new ShortedPack(seed);
        SafetyMonitor monitor = new SafetyMonitor();
        double[] found = {0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        while (pack.seconds() < SECONDS_PER_DAY) {
            SafetyReading reading = pack.next();
            monitor.next(reading, at(reading.time()));
        }
        pack.shortCircuit(ohm);
        double since = pack.seconds();
        while (pack.seconds() < since + days * SECONDS_PER_DAY) {
            SafetyReading reading = pack.next();
            Optional<Assessment> told = monitor.next(reading, at(reading.time()));
            if (told.isPresent()) {
                for (int level = 1; level <= told.get().level().ordinal(); level++) {
                    found[level] = Math.min(found[level], (pack.seconds() - since) / 3600);
                }
            }
        }
        return found;
    }

    /** Recorded cells as packs of twelve that differ by constant offsets. */
    private static Map<String, Watched> recorded(RecordedData data, String kind) {
        RecordedData.Table table = data.table(
                kind.equals("discharge")
                        ? "nasa_pcoe_liion/discharge_curves_B0005_B0006_B0007.csv.gz"
                        : "nasa_pcoe_liion/charge_curves_B0005_B0006_B0007_every10th.csv.gz");
        int battery = table.column("battery_id");
        int cycle = table.column("cycle");
        int time = table.column("time_s");
        int volts = table.column("voltage_v");
        int current = table.column("current_a");
        int celsius = table.column("temperature_c");
        Map<String, SafetyMonitor> monitors = new LinkedHashMap<>();
        Map<String, Watched> watched = new LinkedHashMap<>();
        Map<String, String> cycles = new LinkedHashMap<>();
        Map<String, double[]> clocks = new LinkedHashMap<>();
        for (String[] row : table.rows()) {
            String cell = row[battery];
            double now = Double.parseDouble(row[time]);
            double[] clock = clocks.computeIfAbsent(cell, any -> new double[2]);
            if (!row[cycle].equals(cycles.put(cell, row[cycle]))) {
                clock[0] = clock[1] + 3600 - now;
            }
            double last = clock[1];
            clock[1] = clock[0] + now;
            SafetyReading reading = reading(
                    clock[1],
                    Double.parseDouble(row[current]),
                    Double.parseDouble(row[volts]),
                    Double.parseDouble(row[celsius]));
            Optional<Assessment> told =
                    monitors.computeIfAbsent(cell, any -> new SafetyMonitor()).next(reading, at(clock[1]));
            watched.merge(
                    cell,
                    new Watched(0, 0, SafetyLevel.NORMAL, List.of()),
                    (former, none) -> added(former, Math.max(0, clock[1] - last), told));
        }
        return watched;
    }

    private static Watched added(Watched former, double seconds, Optional<Assessment> told) {
        boolean raised = told.isPresent() && told.get().level() != SafetyLevel.NORMAL;
        List<String> what = new ArrayList<>(former.what());
        told.ifPresent(each -> each.reasons().forEach(reason -> what.add(reason.indicator() + " " + reason.value())));
        return new Watched(
                former.days() + seconds / SECONDS_PER_DAY,
                former.alarms() + (raised ? 1 : 0),
                raised && former.worst().compareTo(told.get().level()) < 0
                        ? told.get().level()
                        : former.worst(),
                what);
    }

    private static SafetyReading reading(double time, double current, double volts, double celsius) {
        double[] cells = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            cells[i] = volts + (i - (CELLS - 1) / 2.0) * CELL_STEP_VOLTS;
        }
        double[] sensors = {celsius, celsius + 4 * CELL_STEP_KELVIN, celsius + 11 * CELL_STEP_KELVIN};
        return new SafetyReading(
                time,
                current,
                2,
                cells,
                sensors,
                OptionalDouble.of(CELLS * volts),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                false);
    }

    private static Instant at(double seconds) {
        return START.plusMillis((long) (seconds * 1000));
    }
}
