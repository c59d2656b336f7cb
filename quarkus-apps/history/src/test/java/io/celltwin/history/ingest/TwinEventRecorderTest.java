package io.celltwin.history.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.TextValue;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.StoredPoint;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.twin.topic.TwinEventTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which points twin events become. */
class TwinEventRecorderTest {

    private static final Instant AT = Instant.parse("2026-05-04T12:00:00Z");
    private static final TimeRange EVER = new TimeRange(AT.minus(Duration.ofDays(9)), AT.plus(Duration.ofDays(9)));
    private static final String PACK = "demo:pack-1";
    private static final String VOLTAGE = "/features/bms/properties/packVoltage";
    private static final String STATE = "/features/bms/properties/batteryState";

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean room = new AtomicBoolean(true);
    private String topic;
    private TwinEventTopic events;
    private TimeSeriesStore store;
    private TwinEventRecorder recorder;
    private int sent;

    @BeforeEach
    void start() {
        topic = KAFKA.unique("twin-events");
        events = TwinEventTopic.create(KAFKA.bootstrapServers(), topic, 1);
        store = SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64);
        recorder = newRecorder();
        recorder.start();
    }

    private TwinEventRecorder newRecorder() {
        DiskSpace disk = room::get;
        return RecordingProcess.recorder(KAFKA.bootstrapServers(), topic, store, disk, meters);
    }

    @AfterEach
    void stop() {
        recorder.close();
        store.close();
        events.close();
    }

    @Test
    void aValueHasItsOwnTimeElseItsFeaturesElseTheEvents() {
        merged(1, "/features/bms/properties", "{\"packVoltage\":400.5}");
        merged(
                2,
                "/features/bms/properties",
                "{\"packVoltage\":401,\"batteryState\":\"idle\",\"contactorClosed\":true,"
                        + "\"observedAt\":\"2026-05-04T11:59:50Z\",\"sourceTimes\":{\"batteryState\":\"2026-05-04T11:00:00Z\"}}");
        settled();

        assertThat(points(VOLTAGE))
                .extracting(StoredPoint::time, StoredPoint::value)
                .containsExactly(
                        tuple(AT.minusSeconds(10), NumberValue.of(401)),
                        tuple(AT.plusSeconds(1), NumberValue.of(400.5)));
        assertThat(points(STATE))
                .extracting(StoredPoint::time, StoredPoint::value)
                .containsExactly(tuple(Instant.parse("2026-05-04T11:00:00Z"), new TextValue("idle")));
        assertThat(points("/features/bms/properties/contactorClosed"))
                .extracting(StoredPoint::value)
                .containsExactly(new BooleanValue(true));
        assertThat(store.series(series -> series.key().path().equals(VOLTAGE)))
                .extracting(StoredSeries::unit)
                .containsExactly(Optional.of("V"));
    }

    @Test
    void onlyWhatTheModelDeclaresIsKept() {
        merged(
                1,
                "/features",
                "{\"health\":{\"properties\":{\"remainingUsefulLifeCycles\":{\"median\":900,\"familiar\":true},"
                        + "\"model\":\"m\",\"notices\":[1]}},\"mine\":{\"properties\":{\"x\":1}}}");
        settled();

        assertThat(store.series(series -> true))
                .extracting(series -> series.key().path())
                .containsExactly("/features/health/properties/remainingUsefulLifeCycles/median");
    }

    @Test
    void aBadValueIsAGapUntilItIsGoodAgain() {
        merged(1, VOLTAGE, "400");
        merged(2, "/features/bms/properties/quality/packVoltage", "\"BadSensorFailure\"");
        merged(3, "/features/bms/properties/quality", "{\"packVoltage\":null}");
        merged(4, "/features/bms/properties", "{\"packVoltage\":400,\"quality\":{\"packVoltage\":\"outOfRange\"}}");
        merged(5, "/features/bms/properties", "{\"packVoltage\":390,\"quality\":null}");
        merged(6, "/features/bms", "null");
        settled();

        assertThat(points(VOLTAGE))
                .extracting(StoredPoint::value)
                .containsExactly(
                        NumberValue.of(400),
                        new Gap("BadSensorFailure"),
                        NumberValue.of(400),
                        new Gap("outOfRange"),
                        NumberValue.of(390),
                        new Gap("removed"));
    }

    @Test
    void whatIsNoEventOrHostileIsCountedAndHoldsNothingUp() {
        send("no json");
        send("{\"topic\":\"demo/pack-1/things/twin/events/merged\"}");
        send(EventMessages.merged(PACK, 1, AT, VOLTAGE, "1e999"));
        send(EventMessages.merged(PACK, 2, AT, STATE, "\"a\\u0000b\""));
        merged(
                3,
                "/features/bms/properties",
                "{\"packVoltage\":\"text\",\"observedAt\":\"+999999999-12-31T23:59:59Z\"}");
        merged(4, "/features/bms/properties", "{\"packVoltage\":5,\"observedAt\":\"2020-13-45\",\"quality\":7}");
        merged(5, "/features", "[1,2]");
        merged(6, VOLTAGE, "6");
        settled();

        assertThat(points(VOLTAGE)).extracting(StoredPoint::value).contains(NumberValue.of(6), NumberValue.of(5));
        assertThat(points(STATE)).extracting(StoredPoint::value).containsExactly(new TextValue("a\uFFFDb"));
        assertThat(meters.counter("celltwin.history.events.unusable").count()).isPositive();
    }

    @Test
    void whileTheDiskIsFullEventsWaitAndAreStoredAfterwards() {
        merged(1, VOLTAGE, "1");
        settled();
        room.set(false);
        await().until(() -> recorder.trouble().isPresent());
        merged(2, VOLTAGE, "2");
        assertThat(points(VOLTAGE)).hasSize(1);

        room.set(true);
        settled();
        assertThat(points(VOLTAGE))
                .extracting(StoredPoint::value)
                .containsExactly(NumberValue.of(1), NumberValue.of(2));
        await().until(() -> recorder.trouble().isEmpty());
    }

    @Test
    void goesOnWhereTheStoreStandsAfterARestart() {
        merged(1, VOLTAGE, "1");
        settled();
        recorder.close();
        merged(2, VOLTAGE, "2");
        recorder = newRecorder();
        recorder.start();
        settled();

        assertThat(points(VOLTAGE))
                .extracting(StoredPoint::value)
                .containsExactly(NumberValue.of(1), NumberValue.of(2));
    }

    private void merged(long revision, String path, String value) {
        JsonValue json = JsonFactory.readFrom(value);
        send(EventMessages.event(PACK, "merged", revision, AT.plusSeconds(revision), path, json));
    }

    private void send(String message) {
        events.send(PACK, message);
        sent++;
    }

    private void settled() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> store.position(new StreamPartition(topic, 0)).orElse(0) == sent);
    }

    private List<StoredPoint> points(String path) {
        return store.page(
                        store.series(series -> series.key().path().equals(path)),
                        EVER,
                        new PageOrder(true, Optional.empty(), 100))
                .points();
    }
}
