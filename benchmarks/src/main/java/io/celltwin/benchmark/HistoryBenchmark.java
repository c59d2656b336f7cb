package io.celltwin.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.Aggregation;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast and how big the embedded history is: a month of some properties at 1 Hz goes in, all mixed as devices tell them, and one is
 * read. Plain SQL on the same file stands beside it.
 */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Measures the history's embedded store: values in, buckets and pages out, bytes of a value.")
final class HistoryBenchmark implements Callable<Integer> {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BATCH = 20_000;
    private static final int RUNS = 31;
    private static final int PAGE = 1_000;
    private static final int MEMORY_MIB = 64;
    private static final String HOURLY =
            "SELECT t - t %% 3600000000 AS hour, avg(num) FROM point WHERE series = %d GROUP BY hour ORDER BY hour";

    @Option(names = "--days", defaultValue = "30", description = "Days of values (${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--series", defaultValue = "8", description = "Properties (${DEFAULT-VALUE}).")
    private int series;

    /** Something to be timed. */
    @FunctionalInterface
    private interface Task {
        void run() throws SQLException;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("history-benchmark");
        Path file = directory.resolve("history.duckdb");
        System.out.println(Machine.describe());
        int measured;
        try (TimeSeriesStore store = SqlTimeSeriesStore.duckDb(file, MEMORY_MIB)) {
            write(store);
            StoredSeries one =
                    store.series(each -> each.key().path().endsWith("/p0")).get(0);
            measured = one.id();
            read(store, one);
        }
        long points = (long) days * 86_400 * series;
        System.out.printf("bytes of a point on disk: %.2f%n", (double) Files.size(file) / points);
        plain(file, measured);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        return 0;
    }

    private void write(TimeSeriesStore store) {
        Random random = new Random(1);
        double[] values = new double[series];
        List<TimeSeriesPoint> batch = new ArrayList<>(BATCH);
        long points = 0;
        long busy = 0;
        long processor = 0;
        long tidying = 0;
        for (long second = 0; second < days * 86_400L; second++) {
            Instant at = BEGIN.plusSeconds(second).plusMillis(random.nextInt(20));
            for (int i = 0; i < series; i++) {
                values[i] += random.nextGaussian() / 10;
                batch.add(new TimeSeriesPoint(
                        new SeriesKey("demo:machine-" + i, "/features/f/properties/p" + i),
                        at,
                        second,
                        NumberValue.of(Math.rint(values[i] * 100) / 100),
                        Optional.of("V"),
                        new TreeMap<>()));
            }
            if (batch.size() >= BATCH || second % 86_400 == 86_399) {
                long began = System.nanoTime();
                long processorBefore = cpuNanos();
                store.append(new PointBatch(batch, Map.of()));
                processor += cpuNanos() - processorBefore;
                busy += System.nanoTime() - began;
                points += batch.size();
                batch.clear();
            }
            if (second % 86_400 == 86_399) {
                long began = System.nanoTime();
                store.compact(BEGIN.plusSeconds(second + 1));
                tidying += System.nanoTime() - began;
            }
        }
        System.out.printf(
                "in: %,d points, %,.0f a second of writing, %,.0f a second of processor time%n",
                points, points / (busy / 1e9), points / (processor / 1e9));
        System.out.printf("put in order, day by day: %,.0f a second%n", points / (tidying / 1e9));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void read(TimeSeriesStore store, StoredSeries one) throws SQLException {
        TimeRange range = new TimeRange(BEGIN, BEGIN.plus(Duration.ofDays(days)));
        BucketQuery hourly = new BucketQuery(
                List.of(List.of(one)),
                range,
                Optional.of(new Buckets(Duration.ofHours(1), ZoneOffset.UTC)),
                Aggregation.AVG,
                0);
        time("hourly averages of one property, %d days at 1 Hz".formatted(days), () -> {
            if (store.buckets(hourly).size() != days * 24) {
                throw new IllegalStateException("Some hours lack");
            }
        });
        TimeRange middle = new TimeRange(BEGIN.plus(Duration.ofDays(days / 2)), range.to());
        time("a page of %d points".formatted(PAGE), () -> {
            int got = store.page(List.of(one), middle, new PageOrder(true, Optional.empty(), PAGE))
                    .points()
                    .size();
            if (got != PAGE) {
                throw new IllegalStateException("Some points lack");
            }
        });
    }

    private void plain(Path file, int id) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", "2");
        settings.setProperty("memory_limit", MEMORY_MIB + "MiB");
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, settings);
                Statement statement = connection.createStatement()) {
            time("plain SQL: the same hourly averages", () -> {
                try (ResultSet rows = statement.executeQuery(HOURLY.formatted(id))) {
                    int hours = 0;
                    while (rows.next()) {
                        hours++;
                    }
                    if (hours != days * 24) {
                        throw new IllegalStateException("Some hours lack");
                    }
                }
            });
        }
    }

    private static void time(String what, Task task) throws SQLException {
        double[] took = new double[RUNS];
        long processorBefore = cpuNanos();
        for (int run = 0; run < RUNS; run++) {
            long began = System.nanoTime();
            task.run();
            took[run] = (System.nanoTime() - began) / 1e6;
        }
        double processor = (cpuNanos() - processorBefore) / 1e6 / RUNS;
        double first = took[0];
        Arrays.sort(took);
        System.out.printf(
                "%s: median %.1f ms, largest %.1f ms, first %.1f ms, processor %.1f ms (%d runs)%n",
                what, took[RUNS / 2], took[RUNS - 1], first, processor, RUNS);
    }
}
