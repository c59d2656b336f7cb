package io.celltwin.benchmark;

import io.celltwin.benchmark.cluster.ChartedPlant;
import io.celltwin.benchmark.cluster.MeasuredProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks processes}: how long each part takes from its start until it is ready, with the services that it needs
 * running and one part started at a time, then the processor time that it takes while all of them run, and its memory.
 */
@Command(name = "processes", description = "Start-up time, load and memory of each part in a process of its own.")
final class ProcessesBenchmark implements Callable<Integer> {
    private static final String CONSOLE = "console";
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        // The models that it serves are needed before values flow.
        PARTS.put(CONSOLE, "quarkus-apps");
        PARTS.put("modbus-adapter", "protocol-adapters");
        PARTS.put("opcua-adapter", "protocol-adapters");
        PARTS.put("battery-health", "quarkus-apps");
        PARTS.put("predictive-maintenance", "quarkus-apps");
        PARTS.put("lifecycle-records", "quarkus-apps");
    }

    /** Limits of the chart. */
    private static final String MEMORY = "768m";

    private static final String MEMORY_OF_BOOTSTRAP = "512m";

    @Option(names = "--home", defaultValue = ".", description = "the built project (${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--runs", defaultValue = "3", description = "starts of each (${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--settle",
            defaultValue = "60",
            description = "seconds until memory is looked at (${DEFAULT-VALUE})")
    private long settleSeconds;

    private final Map<String, List<Duration>> starts = new LinkedHashMap<>();
    private final Map<String, List<Double>> memory = new LinkedHashMap<>();
    private final Map<String, List<Double>> cores = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        for (int run = 0; run < runs; run++) {
            measure(Files.createTempDirectory("celltwin-benchmark"));
        }
        System.out.printf(
                "%s%nThe simulated line of 13 devices, one replica of each; load over and memory after %d s%n%n",
                Machine.describe(), settleSeconds);
        System.out.println(
                "| part | starts | ready, s (median, worst) | cores busy (median, most) | resident, MiB (median, most) |");
        System.out.println("| --- | --- | --- | --- | --- |");
        starts.forEach((part, times) -> {
            Latencies ready = Latencies.ofNanos(
                    times.stream().mapToLong(Duration::toNanos).toArray());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f, %.1f | %s | %s |%n",
                    part,
                    times.size(),
                    ready.percentile(50) / 1000,
                    ready.percentile(100) / 1000,
                    medianAndMost("%.2f, %.2f", cores.get(part)),
                    medianAndMost("%.0f, %.0f", memory.get(part)));
        });
        return 0;
    }

    private void measure(Path directory) throws Exception {
        Map<String, MeasuredProcess> running = new LinkedHashMap<>();
        try (ChartedPlant plant = ChartedPlant.start(home, directory)) {
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                boolean console = part.getKey().equals(CONSOLE);
                int port = console ? plant.consolePort() : ChartedPlant.freePort();
                MeasuredProcess process = plant.part(part.getValue(), part.getKey(), MEMORY, port);
                running.put(part.getKey(), process);
                note(part.getKey(), process.awaitReady(ChartedPlant.local(port)));
                if (console) {
                    setUp(plant);
                }
            }
            Map<String, Duration> before = new LinkedHashMap<>();
            running.forEach(
                    (part, process) -> before.put(part, process.process().processorTime()));
            TimeUnit.SECONDS.sleep(settleSeconds);
            running.forEach((part, process) -> {
                long busyMillis = process.process()
                        .processorTime()
                        .minus(before.get(part))
                        .toMillis();
                note(cores, part, busyMillis / 1000.0 / settleSeconds);
                note(memory, part, process.process().residentMiB());
            });
        } finally {
            running.values().forEach(MeasuredProcess::close);
        }
    }

    private void setUp(ChartedPlant plant) throws Exception {
        MeasuredProcess job = plant.part("quarkus-apps", "bootstrap", MEMORY_OF_BOOTSTRAP, ChartedPlant.freePort());
        note("bootstrap", job.awaitEnd());
        plant.startLine();
    }

    private void note(String part, Duration start) {
        note(starts, part, start);
    }

    private static <T> void note(Map<String, List<T>> figures, String part, T figure) {
        figures.computeIfAbsent(part, any -> new ArrayList<>()).add(figure);
    }

    /** A job that has ended has neither. */
    private static String medianAndMost(String format, List<Double> figures) {
        if (figures == null) {
            return "ends";
        }
        List<Double> sorted = figures.stream().sorted().toList();
        return String.format(Locale.ROOT, format, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
