package io.celltwin.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {
    private static final int UNAUTHORIZED = 13;
    private static final int OUT_OF_DISK_SPACE = 14031;

    @TempDir
    Path directory;

    @Test
    void documentsAreFoundAgainAfterARestart() throws IOException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            records(client).createIndex(Indexes.ascending("thing", "at"));
            records(client).insertOne(new Document("_id", 1).append("thing", "demo:pack-1"));
            records(client).updateOne(Filters.eq(1), Updates.set("state", "packed"));
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            assertThat(records(client).find(Filters.eq("thing", "demo:pack-1")).first())
                    .containsEntry("state", "packed");
        }
    }

    @Test
    void noAnsweredWriteIsLostWhenTheProcessIsKilled() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongoMain.class.getName(),
                        directory.toString(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int answered = 0;
        try (MongoClient client = MongoClients.create(connectionString(server))) {
            for (int i = 0; i < 300; i++) {
                records(client).insertOne(new Document("_id", i));
                answered++;
            }
        } finally {
            server.destroyForcibly();
        }
        assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();

        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            assertThat(answered).isEqualTo(300);
            assertThat(records(client).countDocuments()).isEqualTo(answered);
        }
    }

    @Test
    void aDirectoryInUseAndATakenPortAreSaidInOneLine() throws IOException {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedMongo.start(directory, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("documents.mv");
            int port = Integer.parseInt(mongo.connectionString().replaceAll(".*:", ""));
            assertThatThrownBy(() -> EmbeddedMongo.start(directory.resolve("other"), port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Port " + port);
        }
    }

    @Test
    void whileTheDiskHasNoRoomWritesAreRefusedAndReadsGoOn() throws IOException {
        AtomicBoolean room = new AtomicBoolean(true);
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0, room::get, Optional.empty());
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            records(client).insertOne(new Document("_id", 1));
            room.set(false);

            assertThatThrownBy(() -> records(client).insertOne(new Document("_id", 2)))
                    .isInstanceOf(MongoException.class)
                    .extracting(e -> ((MongoException) e).getCode())
                    .isEqualTo(OUT_OF_DISK_SPACE);
            assertThat(records(client).countDocuments()).isOne();

            room.set(true);
            records(client).insertOne(new Document("_id", 3));
            assertThat(records(client).countDocuments()).isEqualTo(2);
        }
    }

    @Test
    void afterAFullDiskWhatWasAnsweredIsThereAndWritesAreTakenAgain() throws Exception {
        assumeTrue(mount(directory), "A small file system cannot be mounted here: run this test as root on Linux.");
        Path filler = directory.resolve("filler");
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0);
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            records(client).insertOne(new Document("_id", "before"));
            fill(filler);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            records(client).insertOne(new Document("_id", i).append("text", randomText()));
                        }
                    })
                    .isInstanceOf(MongoException.class)
                    .extracting(e -> ((MongoException) e).getCode())
                    .isEqualTo(OUT_OF_DISK_SPACE);
            long answered = records(client).countDocuments();
            assertThat(records(client).find(Filters.eq("before")).first()).isNotNull();

            Files.delete(filler);

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> records(client)
                            .replaceOne(
                                    Filters.eq("after"),
                                    new Document("_id", "after"),
                                    new ReplaceOptions().upsert(true)));
            assertThat(records(client).countDocuments()).isEqualTo(answered + 1);
        } finally {
            run("umount", directory.toString());
        }
    }

    @Test
    void theFileHoldsWhatThereIsAndNotAllThatWasEverWritten() throws Exception {
        Path path = directory.resolve("documents.mv");
        DocumentFile file = DocumentFile.open(path, Duration.ZERO, Duration.ZERO);
        MVMap<String, String> documents = file.documents().getMvStore().openMap("documents");
        documents.put("kept", "x".repeat(100_000));
        for (int i = 0; i < 300; i++) {
            documents.put("kept " + i, "short");
            documents.put("replaced", randomText());
            file.commit();
        }
        long size = Files.size(path);
        file.close();

        assertThat(size).as("of 8 MB written, 0.13 MB valid").isLessThan(1_000_000);
    }

    private static String randomText() {
        byte[] bytes = new byte[20_000];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream output = Files.newOutputStream(filler)) {
            for (int i = 0; i < 10_000; i++) {
                output.write(new byte[4_096]);
            }
            throw new AssertionError("the file system is not small");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    @Test
    void whoeverDoesNotKnowThePasswordNeitherReadsNorWrites() throws IOException {
        Account account = new Account("celltwin", "a secret/with:marks@");
        try (EmbeddedMongo mongo = EmbeddedMongo.start(directory, 0, () -> true, Optional.of(account));
                MongoClient known = MongoClients.create(mongo.connectionString())) {
            records(known).insertOne(new Document("_id", 1));
            String address = mongo.connectionString().replaceFirst("mongodb://.*@", "");

            try (MongoClient nameless = MongoClients.create("mongodb://" + address.replaceFirst("/.*", ""))) {
                for (Runnable attempt : List.<Runnable>of(
                        () -> records(nameless).insertOne(new Document("_id", 2)),
                        () -> records(nameless).find().first(),
                        () -> nameless.getDatabase("celltwin").drop(),
                        () -> nameless.listDatabaseNames().first())) {
                    assertThatThrownBy(attempt::run)
                            .isInstanceOfSatisfying(
                                    MongoException.class,
                                    e -> assertThat(e.getCode()).isEqualTo(UNAUTHORIZED));
                }
            }
            for (String wrong : List.of("celltwin:guessed", "somebody:a%20secret%2Fwith%3Amarks%40")) {
                try (MongoClient stranger = MongoClients.create("mongodb://" + wrong + "@" + address)) {
                    assertThatThrownBy(() -> records(stranger).find().first())
                            .isInstanceOf(MongoSecurityException.class);
                }
            }
            assertThat(records(known).countDocuments()).isEqualTo(1);
        }
    }

    private static boolean mount(Path directory) throws InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=4m", "celltwin", directory.toString()) == 0;
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        }
    }

    private static MongoCollection<Document> records(MongoClient client) {
        return client.getDatabase("celltwin").getCollection("records");
    }

    private static String connectionString(Process server) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("mongodb://")) {
                return line.substring(line.indexOf("mongodb://"));
            }
        }
        throw new IOException("The server ended before it said where it listens.");
    }
}
