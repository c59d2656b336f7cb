package io.celltwin.standalone.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.standalone.control.ControlClient;
import io.celltwin.standalone.control.ControlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCopyTest {
    @TempDir
    Path place;

    private Path root;
    private Path copy;

    @BeforeEach
    void state() throws IOException {
        root = Files.createDirectories(place.resolve("state"));
        copy = place.resolve("copy");
        write("users.properties", "users");
        write("opcua/pki/own.pem", "key");
        write("record-log/heads.jsonl", "heads");
        write("history/history.duckdb", "values");
        write("kafka/topic/0.log", "on its way");
        write("lock", "");
        EmbeddedMongo.start(root.resolve("documents"), 0).close();
    }

    @Test
    void aCopyThatIsBroughtBackHasWhatCannotBeMadeAnewAndNothingElse() throws IOException {
        new StateCopy(root).make(copy, StateCopy.ofFilesIn(root));
        Path restored = place.resolve("restored");

        new StateCopy(restored).restore(copy);

        assertThat(StateFiles.files(restored).stream()
                        .map(file -> restored.relativize(file).toString()))
                .containsExactlyInAnyOrder(
                        "users.properties",
                        "opcua/pki/own.pem",
                        "record-log/heads.jsonl",
                        "history/history.duckdb",
                        "documents/documents.mv");
        assertThat(restored.resolve("opcua/pki/own.pem")).hasContent("key");
    }

    @Test
    void connectionsOfWhatIsBroughtBackAreClosed() throws Exception {
        try (RocksJournal twins =
                new RocksJournal(root.resolve("twins"), new RetentionPolicy(10, 10, Optional.empty()))) {
            twins.open();
        }
        new StateCopy(root).make(copy, StateCopy.ofFilesIn(root));
        Path restored = place.resolve("restored");

        new StateCopy(restored).restore(copy);

        assertThat(restored.resolve("twins/connections.close")).exists();
    }

    @Test
    void whatIsNoWholeCopyIsNotBroughtBack() throws IOException {
        new StateCopy(root).make(copy, StateCopy.ofFilesIn(root));
        StateCopy restored = new StateCopy(place.resolve("restored"));

        Files.writeString(copy.resolve("users.properties"), "others");
        assertRefused(restored, "users.properties is not as it was copied");
        Files.delete(copy.resolve("users.properties"));
        assertRefused(restored, "users.properties is missing");
        Files.writeString(copy.resolve("users.properties"), "users");
        Files.writeString(copy.resolve("session.key"), "planted");
        assertRefused(restored, "session.key does not belong to it");
        Files.delete(copy.resolve("session.key"));
        Files.delete(copy.resolve("CONTENTS"));
        assertRefused(restored, "no whole copy");
        assertThat(place.resolve("restored")).doesNotExist();
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        new StateCopy(root).make(copy, StateCopy.ofFilesIn(root));

        assertRefused(new StateCopy(root), "not empty");
        assertThatThrownBy(() -> new StateCopy(root).make(copy, StateCopy.ofFilesIn(root)))
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> new StateCopy(root).make(root.resolve("copy"), StateCopy.ofFilesIn(root)))
                .hasMessageContaining("outside");
    }

    @Test
    void ofACopyThatCannotBeMadeNothingIsLeft() {
        Map<String, PartCopier> failing = new HashMap<>(StateCopy.ofFilesIn(root));
        failing.put("documents", target -> {
            Files.writeString(target.resolve("half"), "written");
            throw new IOException("No space left on device");
        });

        assertThatThrownBy(() -> new StateCopy(root).make(copy, failing)).hasMessage("No space left on device");

        assertThat(copy).doesNotExist();
    }

    @Test
    void whatIsDamagedIsNotCalledACopy() throws IOException {
        write("documents/documents.mv", "rubbish".repeat(2_000));

        assertThatThrownBy(() -> new StateCopy(root).make(copy, StateCopy.ofFilesIn(root)))
                .isInstanceOf(IOException.class);

        assertThat(copy).doesNotExist();
    }

    @Test
    void theRunningProcessMakesTheCopyAndSaysWhyItCouldNot() throws IOException {
        try (ControlServer server =
                ControlServer.start(root, target -> new StateCopy(root).make(target, StateCopy.ofFilesIn(root)))) {
            ControlClient.backup(root, copy);
            assertThat(copy.resolve("CONTENTS")).exists();

            assertThatThrownBy(() -> ControlClient.backup(root, copy))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not empty");
        }
        assertThatThrownBy(() -> ControlClient.backup(root, place.resolve("another")))
                .hasMessageContaining("starting or ending");
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNothing() throws IOException {
        try (ControlServer server = ControlServer.start(root, target -> Files.createDirectories(target))) {
            String said = Files.readString(root.resolve("control"));
            Files.writeString(root.resolve("control"), said.substring(0, said.length() - 1) + "!");

            assertThatThrownBy(() -> ControlClient.backup(root, copy)).isInstanceOf(IOException.class);
            assertThat(copy).doesNotExist();
        }
    }

    private void assertRefused(StateCopy state, String reason) {
        assertThatThrownBy(() -> state.restore(copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }
}
