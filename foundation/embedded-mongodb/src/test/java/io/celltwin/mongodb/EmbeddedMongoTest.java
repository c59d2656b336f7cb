package io.celltwin.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {
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
