package io.celltwin.history.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.PageOrder;
import io.celltwin.history.store.StoredPoint;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeRange;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.twin.topic.TwinEventTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Processes that record are killed while they write. */
class KillTest {

    private static final int EVENTS_PER_PROCESS = 2_000;
    private static final int KILLS = 3;
    private static final Instant BEGIN = Instant.parse("2026-05-04T12:00:00Z");
    private static final TimeRange EVER = new TimeRange(BEGIN, BEGIN.plus(Duration.ofDays(1)));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void nothingIsLostAndNothingIsStoredTwiceThroughKills() throws Exception {
        String topic = KAFKA.unique("twin-events");
        Path database = directory.resolve("history.duckdb");
        int sent = 0;
        try (TwinEventTopic events = TwinEventTopic.create(KAFKA.bootstrapServers(), topic, 1)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                try (RecordingProcess process = RecordingProcess.start(KAFKA.bootstrapServers(), topic, database)) {
                    send(events, sent, sent + EVENTS_PER_PROCESS / 2);
                    // It is killed while it writes a batch, or right behind one, and there is always more to come.
                    process.awaitLines(kill % 2 == 0 ? 2 : 1);
                    send(events, sent + EVENTS_PER_PROCESS / 2, sent + EVENTS_PER_PROCESS);
                }
                sent += EVENTS_PER_PROCESS;
            }
            int all = sent;
            try (TimeSeriesStore store = SqlTimeSeriesStore.duckDb(database, 64);
                    TwinEventRecorder last =
                            RecordingProcess.recorder(KAFKA.bootstrapServers(), topic, store, DiskSpace.UNWATCHED)) {
                last.start();
                await().atMost(PATIENCE)
                        .until(() ->
                                store.position(new StreamPartition(topic, 0)).orElse(0) == all);
                List<PointValue> stored = store
                        .page(store.series(series -> true), EVER, new PageOrder(true, Optional.empty(), 2 * all))
                        .points()
                        .stream()
                        .map(StoredPoint::value)
                        .toList();
                assertThat(stored)
                        .containsExactlyElementsOf(IntStream.range(0, all)
                                .<PointValue>mapToObj(NumberValue::of)
                                .toList());
            }
        }
    }

    private static void send(TwinEventTopic events, int from, int to) {
        for (int i = from; i < to; i++) {
            events.send(
                    "demo:pack-1",
                    EventMessages.merged(
                            "demo:pack-1",
                            i + 1,
                            BEGIN.plusMillis(i),
                            "/features/bms/properties/packVoltage",
                            Integer.toString(i)));
        }
    }
}
