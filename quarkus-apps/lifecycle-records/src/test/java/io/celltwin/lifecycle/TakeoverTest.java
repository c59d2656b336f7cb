package io.celltwin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.lifecycle.LifecycleReplica.App;
import io.celltwin.lifecycle.evidence.LogKey;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.twin.topic.AppReplica;
import io.celltwin.twin.topic.MergeNotes;
import io.celltwin.twin.topic.ReplicaProcess;
import io.celltwin.twin.topic.TwinEventTopic;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of the app at a real broker and a real database, of which one is killed while batches move. */
class TakeoverTest {
    private static final Set<String> MACHINES =
            IntStream.range(0, 8).mapToObj(i -> "demo:calender-" + i).collect(Collectors.toSet());
    private static final int CHANGES = 300;
    private static final int CHANGES_PER_BATCH = 40;
    private static final int CHANGES_PER_ALARM = 7;
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ThingModel MODEL = ModelCatalog.bundled().get("calender-1.0.0");
    private static final String BATCH_PATH =
            MODEL.propertiesOfType("cell:CurrentBatch").get(0).twinPath();
    private static final String VALUE_PATH =
            MODEL.propertiesOfType("cell:ProcessValue").get(0).twinPath();

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    Path directory;

    @Test
    void theRecordsAreThoseOfOneProcessThatNeverDied() throws IOException {
        LogKey.in(directory.resolve("key.pem"));
        EmbeddedMongo mongo = EmbeddedMongo.start(directory.resolve("documents"), 0);
        try (MongoClient client = MongoClients.create(mongo.connectionString());
                TwinEventTopic topic = TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events"), 4);
                ReplicaProcess first = replica(mongo, topic);
                ReplicaProcess second = replica(mongo, topic)) {
            await().atMost(PATIENCE).until(() -> ReplicaProcess.divide(MACHINES, first, second));
            int half = CHANGES / 2;
            send(topic, 0, half);
            await().atMost(PATIENCE).until(() -> ReplicaProcess.told(MACHINES, half + 1, first, second));

            first.kill();
            send(topic, half, CHANGES);

            App reference = reference(client);
            App survivors = app(client, "replicas");
            RecordStore records = survivors.records();
            for (String machine : MACHINES) {
                for (RecordType type : List.of(RecordType.STEP, RecordType.STATE, RecordType.ALARM)) {
                    List<LifecycleRecord> expected = all(reference.records(), machine, type);
                    assertThat(expected).hasSizeGreaterThan(type == RecordType.ALARM ? 30 : 6);
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(all(records, machine, type))
                                    .containsExactlyInAnyOrderElementsOf(expected));
                }
            }
            survivors.log().catchUp();
            assertThat(survivors.log().size())
                    .isEqualTo(client.getDatabase("replicas")
                            .getCollection("records")
                            .countDocuments());
            assertThat(survivors.keeper().audit().findings()).isEmpty();
        } finally {
            mongo.close();
        }
    }

    private App app(MongoClient client, String database) throws IOException {
        App app = LifecycleReplica.watch(
                client,
                database,
                new MergeNotes(line -> {}),
                directory.resolve("key.pem"),
                directory.resolve(database + "-log"));
        app.records().prepare(app.log().size());
        return app;
    }

    /** The records about the machine, and those about its batches. */
    private static List<LifecycleRecord> all(RecordStore records, String machine, RecordType type) {
        List<LifecycleRecord> all = new ArrayList<>(records.about(machine, type));
        for (int batch = 0; batch <= CHANGES / CHANGES_PER_BATCH; batch++) {
            all.addAll(records.about(batch(machine, batch), type));
        }
        return all;
    }

    private ReplicaProcess replica(EmbeddedMongo mongo, TwinEventTopic topic) {
        Path things = AppReplica.writeThings(
                directory.resolve("things.json"),
                MACHINES.stream().map(TakeoverTest::snapshot).toList());
        return ReplicaProcess.start(
                LifecycleReplica.class,
                KAFKA.bootstrapServers(),
                topic,
                things,
                mongo.connectionString(),
                directory.toString());
    }

    private static JsonObject snapshot(String thingId) {
        return JsonObject.newBuilder()
                .set("thingId", thingId)
                .set("definition", MODEL.name())
                .build();
    }

    private static void send(TwinEventTopic topic, int from, int to) {
        for (int i = from; i < to; i++) {
            for (String machine : MACHINES) {
                Change change = change(machine, i);
                topic.merged(machine, i + 2, START.plusSeconds(i), change.path(), change.value());
            }
        }
    }

    private static Change change(String machine, int i) {
        if (i % CHANGES_PER_BATCH == 0) {
            return new Change(BATCH_PATH, JsonValue.of(batch(machine, i / CHANGES_PER_BATCH)));
        }
        if (i % CHANGES_PER_ALARM == 0) {
            boolean raised = i / CHANGES_PER_ALARM % 2 == 0;
            return new Change(
                    "/features/alarms/properties/active/gap",
                    raised
                            ? JsonObject.newBuilder()
                                    .set("severity", "high")
                                    .set("since", START.plusSeconds(i).toString())
                                    .build()
                            : JsonFactory.nullLiteral());
        }
        return new Change(VALUE_PATH, JsonValue.of(10 + Math.sin(i) + machine.hashCode() % 100));
    }

    private static String batch(String machine, int number) {
        return "demo:batch-" + machine.substring("demo:".length()) + "-" + number;
    }

    private record Change(String path, JsonValue value) {}

    /** One process that is told everything. */
    private App reference(MongoClient client) throws IOException {
        App app = app(client, "reference");
        for (String machine : MACHINES) {
            app.watch().changed(new TwinChange(machine, Optional.of(MODEL), snapshot(machine), 1, START, true, false));
            for (int i = 0; i < CHANGES; i++) {
                Change change = change(machine, i);
                JsonObject patch = JsonObject.newBuilder()
                        .set(JsonPointer.of(change.path()), change.value())
                        .build();
                app.watch()
                        .changed(new TwinChange(
                                machine, Optional.of(MODEL), patch, i + 2, START.plusSeconds(i), false, false));
            }
        }
        await().atMost(PATIENCE).until(app.writer()::settled);
        return app;
    }
}
