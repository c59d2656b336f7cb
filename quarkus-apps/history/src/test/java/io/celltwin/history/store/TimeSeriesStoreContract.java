package io.celltwin.history.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.celltwin.history.error.StoreException;
import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.Resumption;
import io.celltwin.history.point.PointValue.TextValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.store.PointBatch.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
public abstract class TimeSeriesStoreContract {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final TimeRange EVER =
            new TimeRange(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
    private static final SeriesKey VOLTAGE = new SeriesKey("demo:pack-1", "/features/bms/properties/packVoltage");
    private static final SeriesKey STATE = new SeriesKey("demo:pack-1", "/features/bms/properties/batteryState");

    private TimeSeriesStore store;

    /** An empty store, of this test alone. */
    protected abstract TimeSeriesStore newStore();

    /** The same store as a new process finds it. */
    protected abstract TimeSeriesStore reopened(TimeSeriesStore store);

    @BeforeEach
    void open() {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesPointsOfAnyTypeInTheOrderOfTheirTimes() {
        append(at(VOLTAGE, 2, 1, 401.5), at(VOLTAGE, 0, 1, -3.0e-7));
        append(at(VOLTAGE, 1, 2, 400.0));
        append(text(STATE, 0, 3, "Lädt „schnell“"), new Told(STATE, 1, 4, new BooleanValue(true)));

        assertThat(values(VOLTAGE)).containsExactly(number(-3.0e-7), number(400.0), number(401.5));
        assertThat(values(STATE)).containsExactly(new TextValue("Lädt „schnell“"), new BooleanValue(true));
    }

    @Test
    void keepsUnitAndTagsWithThePointsThatWereToldWithThem() {
        TimeSeriesPoint inHallA = point(at(VOLTAGE, 0, 1, 1), new TreeMap<>(Map.of("attributes/hall", "A")));
        TimeSeriesPoint inHallB = point(at(VOLTAGE, 1, 2, 2), new TreeMap<>(Map.of("attributes/hall", "B")));
        store.append(new PointBatch(List.of(inHallA, inHallB), Map.of()));

        store = reopened(store);

        assertThat(store.series(series -> "A".equals(series.tags().get("attributes/hall"))))
                .singleElement()
                .satisfies(series -> {
                    assertThat(series.unit()).contains("V");
                    assertThat(store.page(List.of(series), EVER, first(10)).points())
                            .extracting(StoredPoint::value)
                            .containsExactly(number(1));
                });
        assertThat(values(VOLTAGE)).containsExactly(number(1), number(2));
    }

    @Test
    void keepsOnePointForEachTimeWhateverComesTwice() {
        append(at(VOLTAGE, 5, 5, 5), at(VOLTAGE, 6, 6, 6));
        append(at(VOLTAGE, 5, 5, 5), at(VOLTAGE, 6, 6, 6), at(VOLTAGE, 7, 7, 7), at(VOLTAGE, 7, 7, 7));
        store = reopened(store);
        append(at(VOLTAGE, 6, 6, 6), at(VOLTAGE, 4, 8, 4));

        assertThat(values(VOLTAGE)).containsExactly(number(4), number(5), number(6), number(7));
    }

    @Test
    void letsTheHigherRevisionDecideOnOneTime() {
        append(at(VOLTAGE, 1, 7, 70), at(VOLTAGE, 1, 8, 80), at(VOLTAGE, 2, 9, 90));
        append(at(VOLTAGE, 1, 6, 60));
        assertThat(values(VOLTAGE)).containsExactly(number(80), number(90));

        append(at(VOLTAGE, 1, 10, 100));
        assertThat(values(VOLTAGE)).containsExactly(number(100), number(90));
    }

    @Test
    void keepsGapsAndEndsThemWithTheValueBeforeWhereNoOtherIsTold() {
        append(at(VOLTAGE, 0, 1, 400), new Told(VOLTAGE, 10, 2, new Gap("BadSensorFailure")));
        append(new Told(VOLTAGE, 20, 3, new Resumption()), new Told(STATE, 20, 3, new Resumption()));
        append(new Told(VOLTAGE, 30, 4, new Resumption()));

        assertThat(values(VOLTAGE)).containsExactly(number(400), new Gap("BadSensorFailure"), number(400));
        assertThat(values(STATE)).isEmpty();
    }

    @Test
    void storesPointsAndPositionTogetherOrNotAtAll() {
        StreamPartition partition = new StreamPartition("celltwin.twin-events.demo", 0);
        assertThat(store.position(partition)).isEmpty();
        store.append(new PointBatch(
                List.of(point(at(VOLTAGE, 0, 1, 1))), Map.of(partition, new Progress(OptionalLong.empty(), 7))));
        assertThat(store.position(partition)).hasValue(7);

        PointBatch ofAnother = new PointBatch(
                List.of(point(at(VOLTAGE, 1, 2, 2))), Map.of(partition, new Progress(OptionalLong.of(5), 9)));
        assertThatThrownBy(() -> store.append(ofAnother))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another process");
        PointBatch ofABeginner = new PointBatch(
                List.of(point(at(VOLTAGE, 1, 2, 2))), Map.of(partition, new Progress(OptionalLong.empty(), 9)));
        assertThatThrownBy(() -> store.append(ofABeginner)).isInstanceOf(StoreException.class);

        assertThat(values(VOLTAGE)).containsExactly(number(1));
        store = reopened(store);
        assertThat(store.position(partition)).hasValue(7);
        assertThat(values(VOLTAGE)).containsExactly(number(1));
    }

    @Test
    void pagesBothWaysWithoutLosingOrRepeatingWhilePointsComeIn() {
        append(IntStream.range(0, 25).mapToObj(i -> at(VOLTAGE, 10L * i, i, i)).toArray(Told[]::new));
        List<PointValue> up = new ArrayList<>();
        Optional<PointPlace> place = Optional.empty();
        boolean more = true;
        for (int page = 0; more; page++) {
            PointPage got = store.page(series(VOLTAGE), EVER, new PageOrder(true, place, 10));
            got.points().forEach(point -> up.add(point.value()));
            place = Optional.of(got.end());
            more = got.hasMore();
            append(at(VOLTAGE, 1 + page, 100 + page, -1));
        }
        assertThat(up)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> number(i)).toList());

        PointPage newest = store.page(series(VOLTAGE), EVER, new PageOrder(false, Optional.empty(), 2));
        PointPage before = store.page(series(VOLTAGE), EVER, new PageOrder(false, Optional.of(newest.end()), 2));
        assertThat(Stream.concat(newest.points().stream(), before.points().stream()))
                .extracting(StoredPoint::value)
                .containsExactly(number(24), number(23), number(22), number(21));
    }

    @Test
    void takesABeginAndLeavesAnEnd() {
        append(at(VOLTAGE, 0, 1, 0), at(VOLTAGE, 10, 1, 1), at(VOLTAGE, 20, 1, 2));
        TimeRange range = new TimeRange(NOON, NOON.plusSeconds(20));

        assertThat(store.page(series(VOLTAGE), range, first(10)).points())
                .extracting(StoredPoint::value)
                .containsExactly(number(0), number(1));
        assertThat(bucket(Aggregation.COUNT, range, Optional.empty())).hasValue(2);
    }

    @Test
    void makesEveryAggregationOfTheValuesOfABucket() {
        append(at(VOLTAGE, 0, 1, 4), at(VOLTAGE, 10, 2, 1), at(VOLTAGE, 20, 3, 7), at(VOLTAGE, 30, 4, 2));
        append(new Told(VOLTAGE, 40, 5, new Gap("bad")));

        assertThat(bucket(Aggregation.AVG)).hasValue(3.5);
        assertThat(bucket(Aggregation.MIN)).hasValue(1);
        assertThat(bucket(Aggregation.MAX)).hasValue(7);
        assertThat(bucket(Aggregation.SUM)).hasValue(14);
        assertThat(bucket(Aggregation.COUNT)).hasValue(4);
        assertThat(bucket(Aggregation.FIRST)).hasValue(4);
        assertThat(bucket(Aggregation.LAST)).hasValue(2);
        assertThat(bucket(Aggregation.STDDEV).getAsDouble()).isCloseTo(Math.sqrt(7), within(1e-12));
        assertThat(bucket(Aggregation.PERCENTILE).getAsDouble()).isCloseTo(5.5, within(1e-12));
    }

    @Test
    void takesTextsAndTruthValuesForFirstLastAndCountAlone() {
        append(text(STATE, 0, 1, "idle"), text(STATE, 1, 2, "charging"), text(STATE, 2, 3, "idle"));

        assertThat(rows(STATE, Aggregation.LAST, Optional.empty()))
                .singleElement()
                .extracting(BucketRow::value)
                .isEqualTo(Optional.of(new TextValue("idle")));
        assertThat(rows(STATE, Aggregation.COUNT, Optional.empty()))
                .singleElement()
                .extracting(BucketRow::points)
                .isEqualTo(3L);
        assertThat(rows(STATE, Aggregation.AVG, Optional.empty()))
                .singleElement()
                .extracting(BucketRow::value)
                .isEqualTo(Optional.empty());
    }

    @Test
    void saysWhichBucketsHoldGapsAndEndInOne() {
        append(
                new Told(VOLTAGE, 0, 1, new Gap("bad")),
                at(VOLTAGE, 10, 2, 1),
                at(VOLTAGE, 60, 3, 2),
                new Told(VOLTAGE, 70, 4, new Gap("bad")),
                new Told(VOLTAGE, 121, 5, new Gap("worse")));

        assertThat(rows(VOLTAGE, Aggregation.AVG, Optional.of(new Buckets(Duration.ofMinutes(1), ZoneOffset.UTC))))
                .extracting(BucketRow::points, BucketRow::gap, BucketRow::endsInGap)
                .containsExactly(tuple(1L, true, false), tuple(1L, true, true), tuple(0L, true, true));
    }

    @Test
    void dividesTimeByTheClocksOfAZoneAlsoWhenTheyAreChanged() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant autumn = Instant.parse("2026-10-24T22:00:00Z");
        List<Told> hourly = IntStream.range(0, 26)
                .mapToObj(hour ->
                        new Told(VOLTAGE, Duration.between(NOON, autumn).toSeconds() + hour * 3600L, hour, number(1)))
                .toList();
        append(hourly.toArray(Told[]::new));

        Buckets days = new Buckets(Duration.ofDays(1), berlin);
        List<BucketRow> byDay = rows(VOLTAGE, Aggregation.SUM, Optional.of(days));
        assertThat(byDay).extracting(BucketRow::value).containsExactly(Optional.of(number(25)), Optional.of(number(1)));
        assertThat(byDay)
                .extracting(row -> days.begin(row.key()))
                .containsExactly(autumn, Instant.parse("2026-10-25T23:00:00Z"));
        Buckets hours = new Buckets(Duration.ofHours(1), berlin);
        List<BucketRow> byHour = rows(VOLTAGE, Aggregation.SUM, Optional.of(hours));
        assertThat(byHour).hasSize(26).allSatisfy(row -> assertThat(row.value()).contains(number(1)));
        assertThat(byHour)
                .extracting(BucketRow::key)
                .allSatisfy(key -> assertThat(hours.keyOf(hours.begin(key))).isEqualTo(key));
    }

    @Test
    void countsInSqlAsInJava() {
        List<Buckets> all = new ArrayList<>();
        for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns")) {
            for (Duration step : List.of(
                    Duration.ofSeconds(7),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(7))) {
                all.add(new Buckets(step, ZoneId.of(zone)));
            }
        }
        Random random = new Random(4711);
        List<Told> told = IntStream.range(0, 200)
                .mapToObj(i -> at(VOLTAGE, random.nextInt(365 * 86_400), i, 1))
                .toList();
        append(told.toArray(Told[]::new));
        for (Buckets buckets : all) {
            assertThat(rows(VOLTAGE, Aggregation.COUNT, Optional.of(buckets)))
                    .as("%s", buckets)
                    .extracting(BucketRow::key)
                    .containsExactlyElementsOf(told.stream()
                            .map(each -> buckets.keyOf(NOON.plusSeconds(each.second())))
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    @Test
    void keepsGroupsApart() {
        SeriesKey other = new SeriesKey("demo:pack-2", VOLTAGE.path());
        append(at(VOLTAGE, 0, 1, 1), at(VOLTAGE, 1, 1, 3), at(other, 0, 1, 10));

        assertThat(store.buckets(new BucketQuery(
                        List.of(series(other), series(VOLTAGE)), EVER, Optional.empty(), Aggregation.AVG, 0)))
                .extracting(BucketRow::group, BucketRow::value)
                .containsExactly(tuple(0, Optional.of(number(10))), tuple(1, Optional.of(number(2))));
    }

    @Test
    void removesWhatIsOlderInOneNamespaceAlone() {
        SeriesKey elsewhere = new SeriesKey("other:pack-1", VOLTAGE.path());
        append(at(VOLTAGE, 0, 1, 1), at(VOLTAGE, 10, 1, 2), at(elsewhere, 0, 1, 3));

        assertThat(store.removeBefore("demo", NOON.plusSeconds(10))).isEqualTo(1);

        assertThat(values(VOLTAGE)).containsExactly(number(2));
        assertThat(values(elsewhere)).containsExactly(number(3));
    }

    @Test
    void keepsSumsCountsMeansAndExtremesThroughDownsampling() {
        Random random = new Random(1);
        append(IntStream.range(0, 600)
                .mapToObj(i -> at(VOLTAGE, i, i, Math.rint(random.nextGaussian() * 1000)))
                .toArray(Told[]::new));
        append(text(STATE, 3, 1, "idle"), new Told(VOLTAGE, 1000, 1000, new Gap("bad")));
        Buckets minutes = new Buckets(Duration.ofMinutes(1), ZoneOffset.UTC);
        List<Aggregation> kept =
                List.of(Aggregation.SUM, Aggregation.COUNT, Aggregation.AVG, Aggregation.MIN, Aggregation.MAX);
        List<List<BucketRow>> before = kept.stream()
                .map(aggregation -> rows(VOLTAGE, aggregation, Optional.of(minutes)))
                .toList();

        assertThat(store.downsample("demo", NOON.plusSeconds(300), Duration.ofSeconds(20)))
                .isEqualTo(300 - 15);
        assertThat(store.downsample("demo", NOON.plusSeconds(300), Duration.ofSeconds(20)))
                .isZero();

        for (int i = 0; i < kept.size(); i++) {
            List<BucketRow> after = rows(VOLTAGE, kept.get(i), Optional.of(minutes));
            assertThat(after).as("%s", kept.get(i)).hasSameSizeAs(before.get(i));
            for (int row = 0; row < after.size(); row++) {
                assertThat(after.get(row).value().isPresent())
                        .isEqualTo(before.get(i).get(row).value().isPresent());
                if (after.get(row).value().isPresent()) {
                    assertThat(asNumber(after.get(row)))
                            .isCloseTo(asNumber(before.get(i).get(row)), within(1e-6));
                }
            }
        }
        assertThat(values(VOLTAGE)).hasSize(600 - 285 + 1);
        assertThat(values(STATE)).containsExactly(new TextValue("idle"));
    }

    @Test
    void readsTheSameAfterCompacting() {
        SeriesKey other = new SeriesKey("demo:pack-2", VOLTAGE.path());
        for (int i = 0; i < 50; i++) {
            append(at(VOLTAGE, i * 3600L, i, i), at(other, i * 3600L, i, -i));
        }
        List<PointValue> before = values(VOLTAGE);

        store.compact(NOON.plus(Duration.ofDays(1)));
        store.compact(NOON.plus(Duration.ofDays(3)));
        append(at(VOLTAGE, 3600, 1, 1), at(VOLTAGE, 1, 100, 0.5));

        assertThat(values(other)).hasSize(50);
        assertThat(values(VOLTAGE)).hasSize(51).containsAll(before);
        store = reopened(store);
        assertThat(values(VOLTAGE)).hasSize(51);
        assertThat(store.bytesOnDisk()).isPositive();
    }

    private static double asNumber(BucketRow row) {
        return ((NumberValue) row.value().orElseThrow()).value();
    }

    private OptionalDouble bucket(Aggregation aggregation) {
        return bucket(aggregation, EVER, Optional.empty());
    }

    private OptionalDouble bucket(Aggregation aggregation, TimeRange range, Optional<Buckets> buckets) {
        return store
                .buckets(new BucketQuery(List.of(series(VOLTAGE)), range, buckets, aggregation, 0.8333333333333334))
                .stream()
                .mapToDouble(TimeSeriesStoreContract::asNumber)
                .findFirst();
    }

    private List<BucketRow> rows(SeriesKey key, Aggregation aggregation, Optional<Buckets> buckets) {
        return store.buckets(new BucketQuery(List.of(series(key)), EVER, buckets, aggregation, 0.5));
    }

    private List<PointValue> values(SeriesKey key) {
        return store.page(series(key), EVER, first(10_000)).points().stream()
                .map(StoredPoint::value)
                .toList();
    }

    private List<StoredSeries> series(SeriesKey key) {
        return store.series(series -> series.key().equals(key));
    }

    private static PageOrder first(int limit) {
        return new PageOrder(true, Optional.empty(), limit);
    }

    private void append(Told... told) {
        store.append(new PointBatch(
                Stream.of(told).map(TimeSeriesStoreContract::point).toList(), Map.of()));
    }

    private static TimeSeriesPoint point(Told told) {
        return point(told, new TreeMap<>());
    }

    private static TimeSeriesPoint point(Told told, SortedMap<String, String> tags) {
        return new TimeSeriesPoint(
                told.series(), NOON.plusSeconds(told.second()), told.revision(), told.value(), Optional.of("V"), tags);
    }

    private static Told at(SeriesKey series, long second, long revision, double value) {
        return new Told(series, second, revision, number(value));
    }

    private static Told text(SeriesKey series, long second, long revision, String value) {
        return new Told(series, second, revision, new TextValue(value));
    }

    private static PointValue number(double value) {
        return NumberValue.of(value);
    }

    private record Told(SeriesKey series, long second, long revision, PointValue value) {}
}
