package io.celltwin.maintenance;

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
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the app at a real broker, of which one is killed while it learns, and one while machines are sick. */
class TakeoverTest {

    private static final Set<String> MACHINES =
            IntStream.range(0, 8).mapToObj(i -> "demo:filler-" + i).collect(Collectors.toSet());
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FEATURES = "/features";
    private static final int LEARNING_HALF_DONE = 105;
    private static final int SICK_FOR_TEN_ROWS = 310;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    Path directory;

    @Test
    void whatIsLearntAndJudgedIsTheSameAsIfNothingHadHappened() {
        List<JsonObject> changes = changes();
        try (TwinEventTopic topic = TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events"), 4);
                ReplicaProcess first = replica(topic);
                ReplicaProcess second = replica(topic)) {
            await().atMost(PATIENCE).until(() -> ReplicaProcess.divide(MACHINES, first, second));
            send(topic, changes, 0, LEARNING_HALF_DONE);
            await().atMost(PATIENCE).until(() -> ReplicaProcess.told(MACHINES, LEARNING_HALF_DONE + 1, first, second));
            first.kill();
            send(topic, changes, LEARNING_HALF_DONE, SICK_FOR_TEN_ROWS);
            await().atMost(PATIENCE).until(() -> ReplicaProcess.told(MACHINES, SICK_FOR_TEN_ROWS + 1, first, second));
            second.kill();
            try (ReplicaProcess third = replica(topic)) {
                send(topic, changes, SICK_FOR_TEN_ROWS, changes.size());
                await().atMost(PATIENCE)
                        .until(() -> ReplicaProcess.told(MACHINES, changes.size() + 1, first, second, third));

                for (String machine : MACHINES) {
                    List<String> expected = expected(machine, changes);
                    assertThat(expected)
                            .as("the model is learnt and confirmed")
                            .filteredOn(line -> line.contains("healthyModel"))
                            .hasSize(2);
                    assertThat(expected)
                            .filteredOn(line -> line.contains("/features/alarms"))
                            .hasSizeGreaterThanOrEqualTo(2);
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(ReplicaProcess.merges(machine, first, second, third))
                                    .containsExactlyElementsOf(expected));
                }
            }
        }
    }

    private ReplicaProcess replica(TwinEventTopic topic) {
        Path things = AppReplica.writeThings(
                directory.resolve("things.json"),
                MACHINES.stream().map(TakeoverTest::snapshot).toList());
        return ReplicaProcess.start(MachineReplica.class, KAFKA.bootstrapServers(), topic, things);
    }

    private static JsonObject snapshot(String thingId) {
        return JsonObject.of("""
                {"thingId":"%s","definition":"electrolyte-filler-1.0.0",
                "features":{"status":{"properties":{"machineState":"Execute"}}}}""".formatted(thingId));
    }

    private static void send(TwinEventTopic topic, List<JsonObject> changes, int from, int to) {
        for (int i = from; i < to; i++) {
            for (String machine : MACHINES) {
                topic.merged(machine, i + 2, time(i), FEATURES, changes.get(i));
            }
        }
    }

    private static Instant time(int change) {
        return START.plusMillis(100L * change);
    }

    /** A pump at 10 Hz that is healthy for 300 rows, then vibrates for 60, then is healthy again. */
    private static List<JsonObject> changes() {
        Random chance = new Random(3);
        List<JsonObject> changes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            JsonObject pump = JsonObject.newBuilder()
                    .set("vibrationDriveEnd", 0.2 + 0.02 * chance.nextGaussian() + (i >= 300 && i < 360 ? 2 : 0))
                    .set("vibrationNonDriveEnd", 0.27 + 0.02 * chance.nextGaussian())
                    .set("motorCurrent", 2 + 0.2 * chance.nextGaussian())
                    .set("pumpPressure", 0.3 + 0.2 * chance.nextGaussian())
                    .set("motorTemperature", 90 + 0.2 * chance.nextGaussian())
                    .set("fluidTemperature", 26 + 0.05 * chance.nextGaussian())
                    .set("motorVoltage", 230 + 5 * chance.nextGaussian())
                    .set("flowRate", 122 + 1 * chance.nextGaussian())
                    .set("observedAt", time(i).toString())
                    .build();
            changes.add(JsonObject.newBuilder().set("/pump/properties", pump).build());
        }
        return changes;
    }

    /** What one process that is told everything writes. */
    private static List<String> expected(String machine, List<JsonObject> changes) {
        List<String> written = new ArrayList<>();
        MachineWatch watch = MachineReplica.watch(new TwinWriter(new MergeNotes(written::add)));
        Optional<ThingModel> model = Optional.of(ModelCatalog.bundled().get("electrolyte-filler-1.0.0"));
        watch.changed(new TwinChange(machine, model, snapshot(machine), 1, START, true, false));
        for (int i = 0; i < changes.size(); i++) {
            JsonObject patch = JsonObject.newBuilder()
                    .set(JsonPointer.of(FEATURES), changes.get(i))
                    .build();
            watch.changed(new TwinChange(machine, model, patch, i + 2, time(i), false, false));
        }
        return written;
    }
}
