package io.celltwin.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordStores;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandBookTest {
    private static final String CALENDER = "demo:calender-1";
    private static final JsonObject WRITTEN = JsonObject.of("""
            {"at":"2026-05-01T12:00:00.123456Z","by":"celltwin:ada","command":"write",
             "property":"/features/drive/properties/rollSpeedSetpoint","value":42.5,"status":200,"answer":"{}"}""");

    @TempDir
    Path directory;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private RecordStore records;
    private CommandBook book;

    @BeforeEach
    void start() throws IOException {
        mongo = EmbeddedMongo.start(directory, 0);
        client = MongoClients.create(mongo.connectionString());
        records = RecordStores.prepared(client, "test");
        book = new CommandBook(records);
    }

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    @Test
    void whoWantedWhatAndWhatBecameOfItIsOneRecordHoweverOftenItIsTold() {
        book.seen(CALENDER, WRITTEN, 7);
        book.seen(CALENDER, WRITTEN, 9);
        assertThat(records.about(CALENDER, RecordType.COMMAND)).singleElement().satisfies(record -> {
            assertThat(record.at()).isEqualTo(Instant.parse("2026-05-01T12:00:00.123Z"));
            assertThat(record.content())
                    .containsEntry("by", "celltwin:ada")
                    .containsEntry("property", "/features/drive/properties/rollSpeedSetpoint")
                    .containsEntry("value", 42.5)
                    .containsEntry("status", 200L)
                    .containsEntry("revision", 7L);
        });
    }

    @Test
    void whatTellsNoTimeIsNoCommand() {
        book.seen(CALENDER, JsonObject.of("{\"by\":\"celltwin:ada\"}"), 7);
        book.seen(CALENDER, JsonObject.of("{\"at\":\"yesterday\"}"), 8);
        assertThat(records.about(CALENDER, RecordType.COMMAND)).isEmpty();
    }
}
