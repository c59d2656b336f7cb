package io.celltwin.history.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.store.Aggregation;
import io.celltwin.history.store.BucketQuery;
import io.celltwin.history.store.BucketRow;
import io.celltwin.history.store.Buckets;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** However time is divided, and in whichever order and how often points come: buckets hold what was written, once. */
class BucketSumsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static Path directory;
    private static TimeSeriesStore store;
    private static int cases;

    @BeforeContainer
    static void open() throws IOException {
        directory = Files.createTempDirectory("bucket-sums");
        store = SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64);
    }

    @AfterContainer
    static void close() throws IOException {
        store.close();
        Files.deleteIfExists(directory.resolve("history.duckdb"));
        Files.deleteIfExists(directory.resolve("history.duckdb.wal"));
        Files.deleteIfExists(directory);
    }

    @Provide
    Arbitrary<Duration> steps() {
        return Arbitraries.of(
                Duration.ofMillis(1_500),
                Duration.ofMinutes(1),
                Duration.ofMinutes(17),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1),
                Duration.ofDays(7));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo")
                .map(ZoneId::of);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void theSumOverBucketsIsTheSumOfWhatWasWritten(
            @ForAll("steps") Duration step,
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @LongRange(min = 1_000, max = 31_536_000_000L) long spanMs,
            @ForAll long seed) {
        SeriesKey key = new SeriesKey("demo:thing-" + ++cases, "/features/f/properties/p");
        Random random = new Random(seed);
        Map<Long, Integer> written = new TreeMap<>();
        List<TimeSeriesPoint> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = (long) (random.nextDouble() * spanMs);
            if (written.putIfAbsent(at, i) == null) {
                TimeSeriesPoint point = point(key, at, i);
                points.addAll(random.nextBoolean() ? List.of(point, point) : List.of(point));
            }
        }
        Collections.shuffle(points, random);
        int half = points.size() / 2;
        store.append(new PointBatch(points.subList(0, half), Map.of()));
        store.append(new PointBatch(points.subList(half / 2, points.size()), Map.of()));
        store.append(new PointBatch(List.of(gap(key, spanMs + 1)), Map.of()));

        TimeRange range = new TimeRange(BEGIN, BEGIN.plusMillis(spanMs + 2));
        assertThat(total(key, range, step, zone, Aggregation.SUM))
                .isEqualTo(
                        written.values().stream().mapToLong(Integer::longValue).sum());
        assertThat(total(key, range, step, zone, Aggregation.COUNT)).isEqualTo(written.size());
    }

    private static long total(SeriesKey key, TimeRange range, Duration step, ZoneId zone, Aggregation aggregation) {
        return store
                .buckets(new BucketQuery(
                        List.of(store.series(series -> series.key().equals(key))),
                        range,
                        Optional.of(new Buckets(step, zone)),
                        aggregation,
                        0))
                .stream()
                .map(BucketRow::value)
                .flatMap(Optional::stream)
                .mapToLong(value -> Math.round(((NumberValue) value).value()))
                .sum();
    }

    private static TimeSeriesPoint point(SeriesKey key, long atMs, int value) {
        return new TimeSeriesPoint(
                key, BEGIN.plusMillis(atMs), 1, NumberValue.of(value), Optional.empty(), new TreeMap<>());
    }

    private static TimeSeriesPoint gap(SeriesKey key, long atMs) {
        return new TimeSeriesPoint(key, BEGIN.plusMillis(atMs), 1, new Gap("bad"), Optional.empty(), new TreeMap<>());
    }
}
