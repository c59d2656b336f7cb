package io.celltwin.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSalvageTest {
    private static final int DOCUMENTS = 1_000;
    private static final int PLACES = 10;

    @TempDir
    Path root;

    @Test
    void soundDocumentsAreKeptWithTheirIndexes() throws IOException {
        Path documents = written();

        assertThat(StoreSalvage.checkDocuments(documents).losses()).isEmpty();
        Path kept = root.resolve("kept");
        assertThat(StoreSalvage.salvageDocuments(documents, kept).losses()).isEmpty();

        try (EmbeddedMongo mongo = EmbeddedMongo.start(kept, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            assertThat(records(client).countDocuments()).isEqualTo(DOCUMENTS);
            assertThat(records(client).find(Filters.eq(17)).first()).isEqualTo(document(17));
            assertThatThrownBy(() ->
                            records(client).insertOne(new Document("_id", "another").append("serial", "serial-17")))
                    .as("the unique index is there and filled")
                    .isInstanceOf(MongoWriteException.class);
            assertThat(records(client).listIndexes()).hasSize(2);
        }
    }

    /** The places are many enough to hit leaves; a page that leads to others, or the newest chunk, may be hit, too. */
    @Test
    void aroundADamagedPlaceTheRestIsKeptAndWhatIsLostIsCounted() throws IOException {
        byte[] sound = Files.readAllBytes(written().resolve(EmbeddedMongo.FILE));
        int salvaged = 0;
        for (int i = 1; i <= PLACES; i++) {
            Path damaged = Files.createDirectories(root.resolve("damaged" + i));
            Files.write(damaged.resolve(EmbeddedMongo.FILE), sound);
            damage(damaged.resolve(EmbeddedMongo.FILE), i / (PLACES + 1.0));
            StoreReport said;
            try {
                said = StoreSalvage.checkDocuments(damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("celltwin restore");
                continue;
            }
            Path kept = root.resolve("kept" + i);
            StoreReport done = StoreSalvage.salvageDocuments(damaged, kept);
            try (EmbeddedMongo mongo = EmbeddedMongo.start(kept, 0);
                    MongoClient client = MongoClients.create(mongo.connectionString())) {
                List<Document> found = records(client).find().into(new ArrayList<>());
                if (found.size() < DOCUMENTS && !done.losses().toString().contains("All of")) {
                    assertThat(done.losses())
                            .anyMatch(loss -> loss.startsWith((DOCUMENTS - found.size()) + " of the " + DOCUMENTS));
                    assertThat(said.losses()).containsAll(done.losses());
                }
                assertThat(found.size() == DOCUMENTS || !done.losses().isEmpty())
                        .isTrue();
                assertThat(found)
                        .allSatisfy(document -> assertThat(document).isEqualTo(document(document.getInteger("_id"))));
                for (Document document : found.subList(0, Math.min(5, found.size()))) {
                    assertThat(records(client)
                                    .find(Filters.eq(document.get("_id")))
                                    .first())
                            .as("what is kept is found by its id")
                            .isEqualTo(document);
                }
                salvaged += found.size() > DOCUMENTS / 2 && !done.losses().isEmpty() ? 1 : 0;
            }
        }
        assertThat(salvaged)
                .as("places at which some documents were lost and most kept")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void recordsOfPlainMapsAreKeptAroundADamagedPlace() throws IOException {
        Path file = root.resolve("records.mv.db");
        try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
            store.setStoreVersion(1);
            MVMap<String, String> map = store.openMap("devices");
            for (int i = 0; i < DOCUMENTS; i++) {
                map.put("device-" + i, "{\"model\":\"pack\",\"number\":" + i + "}");
            }
        }
        assertThat(StoreSalvage.checkRecords(file)).isEqualTo(new StoreReport(DOCUMENTS, List.of()));
        damage(file, 0.4);

        StoreReport said = StoreSalvage.checkRecords(file);
        Path kept = root.resolve("kept.mv.db");
        assertThat(StoreSalvage.salvageRecords(file, kept)).isEqualTo(said);

        assertThat(said.losses()).hasSize(1);
        assertThat(said.entries()).isBetween(DOCUMENTS / 2L, DOCUMENTS - 1L);
        assertThat(StoreSalvage.checkRecords(kept)).isEqualTo(new StoreReport(said.entries(), List.of()));
    }

    @Test
    void aCopyMadeWhileDocumentsAreWrittenHasAllThatWasAnsweredBefore() throws Exception {
        Path copy = Files.createDirectories(root.resolve("copy"));
        try (EmbeddedMongo mongo = EmbeddedMongo.start(root.resolve("documents"), 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            for (int i = 0; i < 50; i++) {
                records(client).insertOne(document(i));
            }
            Thread writer = new Thread(() -> {
                for (int i = 50; i < 100; i++) {
                    records(client).insertOne(document(i));
                }
            });
            writer.start();
            mongo.copyTo(copy);
            writer.join();
            records(client).deleteMany(new Document());
        }

        StoreReport said = StoreSalvage.checkDocuments(copy);
        assertThat(said.losses()).isEmpty();
        try (EmbeddedMongo mongo = EmbeddedMongo.start(copy, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            assertThat(records(client).countDocuments(Filters.lt("_id", 50))).isEqualTo(50);
        }
    }

    @Test
    void whatIsNotThereIsNotTakenForSound() {
        assertThatThrownBy(() -> StoreSalvage.checkDocuments(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file");
    }

    private Path written() throws IOException {
        Path directory = root.resolve("documents");
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            records(client).createIndex(Indexes.ascending("serial"), new IndexOptions().unique(true));
            List<Document> all = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                all.add(document(i));
            }
            records(client).insertMany(all);
        }
        return directory;
    }

    private static Document document(int number) {
        byte[] noise = new byte[60];
        new Random(number).nextBytes(noise);
        return new Document("_id", number)
                .append("serial", "serial-" + number)
                .append("text", Base64.getEncoder().encodeToString(noise));
    }

    private static MongoCollection<Document> records(MongoClient client) {
        return client.getDatabase("celltwin").getCollection("records");
    }

    private static void damage(Path file, double part) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[4_096];
            new Random(3).nextBytes(rubbish);
            channel.write(ByteBuffer.wrap(rubbish), (long) ((channel.size() - rubbish.length) * part));
        }
    }
}
