package io.celltwin.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
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

    private RecordServer server;
    private RecordStore records;
    private CommandBook book;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        records = server.records();
        book = new CommandBook(records);
    }

    @AfterEach
    void stop() {
        server.close();
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
