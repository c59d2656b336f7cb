package io.celltwin.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.topic.AppReplica;
import io.celltwin.twin.topic.MergeNotes;
import io.celltwin.twin.topic.ReplicaProcess;
import io.celltwin.twin.topic.TwinEventTopic;
import io.celltwin.twin.values.TwinChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the app at a real broker, of which one is killed while batteries are being discharged. */
class TakeoverTest {

    private static final Set<String> PACKS =
            IntStream.range(0, 8).mapToObj(i -> "demo:pack-" + i).collect(Collectors.toSet());
    private static final int CYCLES = 5;
    private static final int SAMPLES_PER_DISCHARGE = 60;
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BMS = "/features/bms/properties";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    Path directory;

    @Test
    void aDischargeUnderWayIsMeasuredToItsEndByTheOtherReplicaAsIfNothingHadHappened() {
        List<JsonObject> changes = changes();
        int half = changes.size() / 2;
        try (TwinEventTopic topic = TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events"), 4);
                ReplicaProcess first = replica(topic);
                ReplicaProcess second = replica(topic)) {
            await().atMost(PATIENCE).until(() -> ReplicaProcess.divide(PACKS, first, second));
            send(topic, changes, 0, half);
            await().atMost(PATIENCE).until(() -> ReplicaProcess.told(PACKS, half + 1, first, second));

            first.kill();
            send(topic, changes, half, changes.size());
            await().atMost(PATIENCE).until(() -> ReplicaProcess.told(PACKS, changes.size() + 1, first, second));

            for (String pack : PACKS) {
                List<String> expected = expected(pack, changes);
                assertThat(expected).hasSize(CYCLES);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ReplicaProcess.merges(pack, first, second))
                                .containsExactlyElementsOf(expected));
            }
        }
    }

    private ReplicaProcess replica(TwinEventTopic topic) {
        Path things = AppReplica.writeThings(
                directory.resolve("things.json"),
                PACKS.stream().map(TakeoverTest::snapshot).toList());
        return ReplicaProcess.start(PackReplica.class, KAFKA.bootstrapServers(), topic, things);
    }

    private static JsonObject snapshot(String thingId) {
        return JsonObject.of("""
                {"thingId":"%s","definition":"battery-pack-1.0.0",
                "features":{"bms":{"properties":{"nominalCapacity":2.0,"packVoltage":50}}}}""".formatted(thingId));
    }

    private static void send(TwinEventTopic topic, List<JsonObject> changes, int from, int to) {
        for (int i = from; i < to; i++) {
            for (String pack : PACKS) {
                topic.merged(pack, i + 2, TIME.plusSeconds(i), BMS, changes.get(i));
            }
        }
    }

    /** What the battery management system of each pack says, change by change. */
    private static List<JsonObject> changes() {
        List<JsonObject> changes = new ArrayList<>();
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            int start = cycle * 3900;
            changes.add(JsonObject.of("{\"cycleCount\":" + cycle + ",\"packCurrent\":0,\"operatingTime\":" + start
                    + ",\"stateOfCharge\":100,\"cellVoltage01\":4.2}"));
            for (int sample = 1; sample <= SAMPLES_PER_DISCHARGE; sample++) {
                changes.add(JsonObject.of(String.format(
                        Locale.ROOT,
                        "{\"operatingTime\":%d,\"packCurrent\":%.3f,\"cellVoltage01\":%.3f}",
                        start + 60 * sample,
                        -1.9 + 0.001 * sample * cycle,
                        4.2 - 1.52 * sample / 60)));
            }
            changes.add(
                    JsonObject.of("{\"packCurrent\":0,\"stateOfCharge\":0,\"operatingTime\":" + (start + 3700) + "}"));
        }
        return changes;
    }

    /** What one process that is told everything writes. */
    private static List<String> expected(String pack, List<JsonObject> changes) {
        List<String> written = new ArrayList<>();
        PackWatch watch = PackReplica.watch(new TwinWriter(new MergeNotes(written::add)));
        Optional<ThingModel> model = Optional.of(ModelCatalog.bundled().get("battery-pack-1.0.0"));
        watch.changed(new TwinChange(pack, model, snapshot(pack), 1, TIME, true, false));
        for (int i = 0; i < changes.size(); i++) {
            JsonObject patch = JsonObject.newBuilder()
                    .set(JsonPointer.of(BMS), changes.get(i))
                    .build();
            watch.changed(new TwinChange(pack, model, patch, i + 2, TIME.plusSeconds(i), false, false));
        }
        return written;
    }
}
