package io.celltwin.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedStockTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<String> DEVICES = List.of("demo:coater-1", "demo:filler-1");
    private static final int TOO_MANY = 3;

    @TempDir
    Path directory;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> records;

    @BeforeEach
    void start() throws IOException {
        mongo = EmbeddedMongo.start(directory, 0);
        client = MongoClients.create(mongo.connectionString());
        records = client.getDatabase("celltwin").getCollection("records");
        List<Document> made = new ArrayList<>();
        for (int n = 1; n <= SimulatedStock.BATCHES_KEPT + TOO_MANY; n++) {
            made.add(state("demo:batch-" + n, "made", "demo:coater-1", NOW.plusSeconds(n)));
        }
        records.insertMany(made);
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void theOldestBatchesGoWithAllThatIsRecordedOfThem() throws Exception {
        records.insertOne(record("demo:batch-1", "step", NOW, new Document("machine", "demo:filler-1")));
        List<String> removed = new ArrayList<>();

        int gone = stock(removed::add).forget(DEVICES, NOW);

        assertThat(gone).isEqualTo(TOO_MANY);
        assertThat(removed).containsExactlyInAnyOrder("demo:batch-1", "demo:batch-2", "demo:batch-3");
        assertThat(records.countDocuments()).isEqualTo(SimulatedStock.BATCHES_KEPT);
        assertThat(stock(removed::add).forget(DEVICES, NOW)).isZero();
    }

    @Test
    void batchesInPacksAndThoseOfRealMachinesStay() throws Exception {
        records.insertOne(state("demo:batch-1", "packed", "plant-system", NOW));
        records.insertOne(state("demo:real-batch", "made", "demo:coater-9", NOW.minus(Duration.ofDays(400))));
        records.insertOne(record(
                "demo:coater-9", "alarm", NOW.minus(Duration.ofDays(400)), new Document("alarm", "temperature")));
        List<String> removed = new ArrayList<>();

        stock(removed::add).forget(DEVICES, NOW);

        assertThat(removed).containsExactlyInAnyOrder("demo:batch-2", "demo:batch-3");
        for (String kept : List.of("demo:batch-1", "demo:real-batch", "demo:coater-9")) {
            assertThat(records.countDocuments(Filters.eq("thing", kept)))
                    .as(kept)
                    .isPositive();
        }
    }

    @Test
    void whereATwinCannotBeRemovedItsRecordsStayForTheNextTime() {
        SimulatedStock stock = stock(thing -> {
            throw new IOException("status 503");
        });

        assertThatThrownBy(() -> stock.forget(DEVICES, NOW)).isInstanceOf(IOException.class);
        assertThat(records.countDocuments()).isEqualTo(SimulatedStock.BATCHES_KEPT + TOO_MANY);
    }

    private SimulatedStock stock(SimulatedStock.TwinRemoval twins) {
        return new SimulatedStock(records, twins, (ids, now) -> records.deleteMany(Filters.in("_id", ids)));
    }

    private static Document state(String thing, String state, String by, Instant at) {
        return record(thing, "state", at, new Document("state", state).append("by", by));
    }

    private static Document record(String thing, String type, Instant at, Document content) {
        return new Document("_id", thing + "/" + type + "/" + content)
                .append("type", type)
                .append("thing", thing)
                .append("at", Date.from(at))
                .append("related", List.of())
                .append("content", content);
    }
}
