package io.celltwin.benchmark;

import io.celltwin.benchmark.process.ChildProcess;
import io.celltwin.benchmark.road.Installation;
import io.celltwin.benchmark.road.TwinEvents;
import io.celltwin.kafka.EmbeddedKafkaMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks start}: the time from the command to the first twin change that a subscriber sees and to readiness, and
 * the memory of the process some time later. Compared with the Kafka broker alone, the one part that nobody could leave out.
 */
@Command(name = "start", description = "Cold start and resident memory.")
final class StartBenchmark implements Callable<Integer> {
    @Option(names = "--home", defaultValue = ".", description = "where the celltwin launcher is (${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--runs", defaultValue = "5", description = "starts of each kind (${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--settle",
            defaultValue = "60",
            description = "seconds until memory is looked at (${DEFAULT-VALUE})")
    private long settleSeconds;

    /**
     * @param changeNanos from the command to the first twin change
     * @param readyNanos from the command to readiness
     * @param residentMiB resident memory after it has settled
     */
    private record Start(long changeNanos, long readyNanos, double residentMiB) {}

    @Override
    public Integer call() throws Exception {
        List<Start> fresh = new ArrayList<>();
        List<Start> again = new ArrayList<>();
        List<Start> kafka = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Path directory = Files.createTempDirectory("celltwin-benchmark");
            fresh.add(celltwin(directory.resolve("state")));
            again.add(celltwin(directory.resolve("state")));
            kafka.add(kafka(directory.resolve("kafka")));
        }
        System.out.printf(
                "%s%nThe simulated line of 13 devices; memory after %d s%n%n", Machine.describe(), settleSeconds);
        System.out.println(
                "| what | starts | first change, s (median, worst) | ready, s (median, worst) | resident, MiB (median, most) |");
        System.out.println("| --- | --- | --- | --- | --- |");
        report("new installation", fresh);
        report("the same again", again);
        report("Kafka broker alone", kafka);
        return 0;
    }

    private Start celltwin(Path state) throws Exception {
        CompletableFuture<Long> firstChange = new CompletableFuture<>();
        try (Installation celltwin = Installation.start(home, state);
                TwinEvents events = celltwin.subscribe((thing, path, value, nanos) -> firstChange.complete(nanos))) {
            long change = firstChange.get(2, TimeUnit.MINUTES) - celltwin.startNanos();
            celltwin.awaitReady();
            long ready = System.nanoTime() - celltwin.startNanos();
            TimeUnit.SECONDS.sleep(settleSeconds);
            return new Start(change, ready, celltwin.process().residentMiB());
        }
    }

    private Start kafka(Path directory) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedKafkaMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (ChildProcess child = new ChildProcess(process, Duration.ofSeconds(30));
                BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("Kafka: ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The broker did not start.");
            }
            long ready = System.nanoTime() - start;
            TimeUnit.SECONDS.sleep(settleSeconds / 6);
            return new Start(0, ready, child.residentMiB());
        }
    }

    private static void report(String name, List<Start> starts) {
        Latencies change =
                Latencies.ofNanos(starts.stream().mapToLong(Start::changeNanos).toArray());
        Latencies ready =
                Latencies.ofNanos(starts.stream().mapToLong(Start::readyNanos).toArray());
        double[] memory =
                starts.stream().mapToDouble(Start::residentMiB).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.0f, %.0f |%n",
                name,
                starts.size(),
                change.percentile(100) == 0 ? "" : seconds(change),
                seconds(ready),
                memory[memory.length / 2],
                memory[memory.length - 1]);
    }

    private static String seconds(Latencies times) {
        return String.format(Locale.ROOT, "%.1f, %.1f", times.percentile(50) / 1000, times.percentile(100) / 1000);
    }
}
