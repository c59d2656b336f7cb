package io.celltwin.lifecycle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.celltwin.lifecycle.LifecycleSettings;
import io.celltwin.lifecycle.encryption.ChangedValueException;
import io.celltwin.lifecycle.encryption.CoreAlgorithm;
import io.celltwin.lifecycle.encryption.CoreCipher;
import io.celltwin.lifecycle.encryption.CoreKeys;
import io.celltwin.lifecycle.encryption.LostKeyException;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trade secrets in the database: nobody who reads it alone sees them, and whoever has the keys sees what was recorded. */
class CoreFieldsTest {
    private static final Set<List<String>> SECRET = Set.of(List.of("values", "recipe/temperature"));

    @TempDir
    Path directory;

    private Path keys;
    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> documents;

    @BeforeEach
    void start() throws IOException {
        keys = directory.resolve("core-keys");
        mongo = EmbeddedMongo.start(directory.resolve("documents"), 0);
        client = MongoClients.create(mongo.connectionString());
        documents = client.getDatabase("test").getCollection("records");
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @ParameterizedTest
    @EnumSource(CoreAlgorithm.class)
    void whoReadsTheDatabaseAloneSeesEverythingButTradeSecrets(CoreAlgorithm algorithm) throws IOException {
        LifecycleRecord written = step("a");
        store(algorithm).append(written);

        Document values =
                documents.find().first().get("content", Document.class).get("values", Document.class);
        assertThat(values.get("dryer/zone1", Document.class)).containsEntry("mean", 140.5);
        assertThat(documents.find().first().toJson()).doesNotContain("611.25");
        assertThat(store(algorithm).about("demo:batch-1", RecordType.STEP)).containsExactly(written);
    }

    @Test
    void theHashIsThatOfWhatTheRecordSays() throws IOException {
        store(CoreAlgorithm.AES_256_GCM).append(step("a"));
        StoredRecord stored = store(CoreAlgorithm.AES_256_GCM).byId("a").orElseThrow();
        assertThat(stored.leaf()).contains(RecordLeaf.of(step("a"))).isEqualTo(stored.written());
    }

    @Test
    void afterARotationAllIsEncryptedWithTheNewKeyAndTheFormerIsNotNeeded() throws IOException {
        store(CoreAlgorithm.AES_256_GCM).append(step("a"));
        String former = Files.readString(keys);
        assertThat(CoreKeys.rotate(keys, CoreAlgorithm.SM4_GCM)).isEqualTo(2);
        RecordStore rotated = store(CoreAlgorithm.AES_256_GCM);
        rotated.append(step("b"));

        assertThat(rotated.encryptAnew()).isEqualTo(1);
        assertThat(rotated.encryptAnew()).isZero();

        Files.writeString(keys, Files.readString(keys).substring(former.length()));
        assertThat(store(CoreAlgorithm.AES_256_GCM).about("demo:batch-1", RecordType.STEP))
                .containsExactlyInAnyOrder(step("a"), step("b"));
        assertThat(rotated.byId("a").orElseThrow().written())
                .isEqualTo(rotated.byId("a").orElseThrow().leaf());
    }

    @Test
    void recordsOfAVersionThatEncryptedNothingAreEncryptedOnceUnlessTheyWereChanged() throws IOException {
        CoreCipher cipher = new CoreCipher(CoreKeys.in(keys, CoreAlgorithm.AES_256_GCM));
        RecordStore former = store(new CoreFields(record -> Set.of(), cipher));
        former.append(step("a"));
        former.append(step("changed"));
        documents.updateMany(Filters.empty(), Updates.unset(CoreFields.KEY));
        documents.updateOne(Filters.eq("changed"), Updates.set("content.step", "mixing"));

        assertThat(store(CoreAlgorithm.AES_256_GCM).encryptAnew()).isEqualTo(1);

        assertThat(documents.find(Filters.eq("a")).first().toJson()).doesNotContain("611.25");
        StoredRecord changed = store(CoreAlgorithm.AES_256_GCM).byId("changed").orElseThrow();
        assertThat(changed.leaf()).isNotEqualTo(changed.written());
    }

    @Test
    void aLostKeyIsNamedAndNoValueIsMadeUp() throws IOException {
        store(CoreAlgorithm.AES_256_GCM).append(step("a"));
        String kept = Files.readString(keys);
        Files.delete(keys);
        RecordStore without = store(CoreAlgorithm.AES_256_GCM); // makes another key of that number

        assertThatThrownBy(() -> without.about("demo:batch-1", RecordType.STEP))
                .isInstanceOf(LostKeyException.class)
                .hasMessageContaining("key 1")
                .hasMessageContaining(keys.toString())
                .hasMessageContaining("backup");
        assertThatThrownBy(() -> without.byId("a")).as("no tampering").isInstanceOf(LostKeyException.class);

        Files.writeString(keys, kept);
        assertThat(store(CoreAlgorithm.AES_256_GCM).about("demo:batch-1", RecordType.STEP))
                .containsExactly(step("a"));
    }

    @Test
    void whoPutsAnEncryptedValueElsewhereIsFound() throws IOException {
        RecordStore records = store(CoreAlgorithm.AES_256_GCM);
        records.append(step("a"));
        records.append(step("b"));
        Object stolen = documents.find(Filters.eq("b")).first().get("content");
        documents.updateOne(Filters.eq("a"), Updates.set("content", stolen));

        assertThat(records.byId("a").orElseThrow().record()).isEmpty();
        assertThatThrownBy(() -> records.about("demo:batch-1", RecordType.STEP))
                .isInstanceOf(ChangedValueException.class)
                .hasMessageContaining("a (values/recipe/temperature)");
    }

    @Test
    void aKeyFileThatCannotBeIsRefusedWithoutTellingIt() throws IOException {
        for (String text :
                List.of("", "1 AES-256-GCM", "1 AES-256-GCM c2VjcmV0", "x SM4-GCM AAAAAAAAAAAAAAAAAAAAAA==")) {
            Files.writeString(keys, text);
            assertThatThrownBy(() -> CoreKeys.in(keys, CoreAlgorithm.AES_256_GCM))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(keys.toString())
                    .hasMessageNotContaining("c2VjcmV0");
        }
    }

    private RecordStore store(CoreAlgorithm algorithm) throws IOException {
        return store(new CoreFields(record -> SECRET, new CoreCipher(CoreKeys.in(keys, algorithm))));
    }

    private RecordStore store(CoreFields core) {
        RecordStore records = new RecordStore(
                client, LifecycleSettings.withDatabase("test"), new RecordSeal(new byte[] {1, 2, 3}), core);
        records.prepare(0);
        return records;
    }

    private static LifecycleRecord step(String id) {
        Document values = new Document("dryer/zone1", new Document("mean", 140.5))
                .append(
                        "recipe/temperature",
                        new Document("mean", 611.25).append("count", 3L).append("unit", "°C"));
        Document content = new Document("step", "coating").append("values", values);
        return new LifecycleRecord(
                id, RecordType.STEP, "demo:batch-1", Instant.parse("2026-05-01T12:00:00Z"), Set.of(), content);
    }
}
