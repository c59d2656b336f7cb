package io.celltwin.benchmark;

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

import io.celltwin.benchmark.cluster.ChartedPlant;
import io.celltwin.benchmark.cluster.MeasuredProcess;
import io.celltwin.benchmark.road.Installation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks processes}: how long each part takes from its start until it is ready, with the services that it needs
 * running and one part started at a time, and the memory of its process some time later, all of them running.
 */
@Command(name = "processes", description = "Start-up time and memory of each part in a process of its own.")
final class ProcessesBenchmark implements Callable<Integer> {
    private static final Map<String, String> PARTS = new LinkedHashMap<>();
    static {
        PARTS.put("modbus-adapter", "protocol-adapters");
        PARTS.put("opcua-adapter", "protocol-adapters");
        PARTS.put("battery-health", "quarkus-apps");
        PARTS.put("predictive-maintenance", "quarkus-apps");
        PARTS.put("lifecycle-records", "quarkus-apps");
        PARTS.put("console", "quarkus-apps");
    }

    /** Limits of the chart. */
    private static final String MEMORY = "768m";
    private static final String MEMORY_OF_BOOTSTRAP = "512m";

    @Option(names = "--home", defaultValue = ".", description = "the built project (${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--runs", defaultValue = "3", description = "starts of each (${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--settle", defaultValue = "60", description = "seconds until memory is looked at (${DEFAULT-VALUE})")
    private long settleSeconds;

    private final Map<String, List<Duration>> starts = new LinkedHashMap<>();
    private final Map<String, List<Double>> memory = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        for (int run = 0; run < runs; run++) {
            measure(Files.createTempDirectory("celltwin-benchmark"));
        }
        System.out.printf(
                "%s%nThe simulated line of 13 devices, one replica of each; memory %d s after the last was ready%n%n",
                Machine.describe(), settleSeconds);
        System.out.println("| part | starts | ready, s (median, worst) | resident, MiB (median, most) |");
        System.out.println("| --- | --- | --- | --- |");
        starts.forEach((part, times) -> {
            Latencies ready = Latencies.ofNanos(times.stream().mapToLong(Duration::toNanos).toArray());
            double[] resident = memory.getOrDefault(part, List.of())
                    .stream()
                    .mapToDouble(each -> each)
                    .sorted()
                    .toArray();
            System.out.printf(Locale.ROOT, "| %s | %d | %.1f, %.1f | %s |%n", part, times.size(),
                    ready.percentile(50) / 1000, ready.percentile(100) / 1000,
                    resident.length == 0
                            ? "ends"
                            : "%.0f, %.0f".formatted(resident[resident.length / 2], resident[resident.length - 1]));
        });
        return 0;
    }

    private void measure(Path directory) throws Exception {
        Map<String, MeasuredProcess> running = new LinkedHashMap<>();
        try (ChartedPlant plant = ChartedPlant.start(home, directory)) {
            MeasuredProcess job = plant.part("quarkus-apps", "bootstrap", MEMORY_OF_BOOTSTRAP,
                    ChartedPlant.freePort());
            note("bootstrap", job.awaitEnd());
            plant.startLine();
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                int port = ChartedPlant.freePort();
                MeasuredProcess process = plant.part(part.getValue(), part.getKey(), MEMORY, port);
                running.put(part.getKey(), process);
                note(part.getKey(), process.awaitReady(ChartedPlant.local(port)));
            }
            TimeUnit.SECONDS.sleep(settleSeconds);
            running.forEach((part, process) -> memory.computeIfAbsent(part, any -> new ArrayList<>())
                    .add(Installation.residentMiB(process.id())));
        } finally {
            running.values().forEach(MeasuredProcess::close);
        }
    }

    private void note(String part, Duration start) {
        starts.computeIfAbsent(part, any -> new ArrayList<>()).add(start);
    }
}
