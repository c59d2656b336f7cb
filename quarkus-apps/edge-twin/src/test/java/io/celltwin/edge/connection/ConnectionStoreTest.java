package io.celltwin.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.store.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStoreTest {

    /** As it was kept before there were versions. */
    private static final String BEFORE_VERSIONS = """
            [{"id":"twin-events","name":"Twin events","connectionType":"kafka","connectionStatus":"open",\
            "uri":"tcp://user:hush@127.0.0.1:9092","sources":[],"targets":[{"address":"events/{{ thing:id }}",\
            "topics":["_/_/things/twin/events"],"authorizationContext":["integration:events"],"headerMapping":{}}],\
            "clientCount":1,"failoverEnabled":true,"validateCertificates":true,"processorPoolSize":1,\
            "specificConfig":{"bootstrapServers":"127.0.0.1:9092"},"tags":[]}]""";

    @TempDir
    Path directory;

    private Path file;
    private Path key;
    private ConnectionStore store;

    @BeforeEach
    void open() {
        file = directory.resolve("connections.json");
        key = directory.resolve("connections.key");
        store = new ConnectionStore(file, key);
    }

    @Test
    void withoutAFileThereAreNone() throws JournalException {
        assertThat(store.load()).isEmpty();
    }

    @Test
    void whatWasKeptInClearTextIsReadAndEncrypted() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);

        List<Connection> connections = store.load();

        assertThat(connections)
                .singleElement()
                .satisfies(connection -> assertThat(connection.getUri()).isEqualTo("tcp://user:hush@127.0.0.1:9092"));
        assertThat(Files.readString(file)).doesNotContain("hush").doesNotContain("127.0.0.1");
        assertThat(store.load()).isEqualTo(connections);
        assertThat(new ConnectionStore(file, key).load()).isEqualTo(connections);
    }

    @Test
    void theSameConnectionsAreNeverTheSameTextAndTheKeyIsItsOwnersAlone() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);
        List<Connection> connections = store.load();
        String first = Files.readString(file);

        store.save(connections);

        assertThat(Files.readString(file)).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void inACopyThatWasBroughtBackAllAreClosedTillSomebodyOpensThem() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);
        List<Connection> open = store.load();

        ConnectionStore.closeAtNextStart(directory);

        assertThat(store.load()).allMatch(ConnectionStoreTest::isClosed).hasSize(1);
        assertThat(store.load()).allMatch(ConnectionStoreTest::isClosed).hasSize(1);
        store.save(open);
        assertThat(store.load()).isEqualTo(open);
    }

    @Test
    void aKeyThatIsGoneOrAnotherOneIsNamed() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);
        store.load();
        String kept = Files.readString(file);
        Files.delete(key);

        assertThatThrownBy(store::load)
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("the key is not in " + key);

        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
        assertThatThrownBy(store::load).hasMessageContaining("another key than the one in " + key);
        Files.writeString(key, "no key");
        assertThatThrownBy(store::load).hasMessageContaining("is not 32 bytes in Base64");
        assertThat(Files.readString(file)).isEqualTo(kept);
    }

    @Test
    void whatSomebodyChangedIsNoticed() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);
        store.load();
        JsonObject kept = JsonObject.of(Files.readString(file));
        byte[] secret = Base64.getDecoder()
                .decode(kept.getValue("encrypted").orElseThrow().asString());
        secret[secret.length / 2] ^= 1;
        Files.writeString(
                file,
                kept.setValue("encrypted", Base64.getEncoder().encodeToString(secret))
                        .toString());

        assertThatThrownBy(store::load).hasMessageContaining("It was changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[null]",
                "[{\"id\":\"x\"}]",
                "[{\"uri\":\"tcp://user:hush@",
                "{\"connections\":{},\"stateVersion\":1}",
                "{\"connections\":[7],\"stateVersion\":1}",
                "{\"cipher\":\"AES-256-GCM\"}",
                "{\"cipher\":\"AES-256-GCM\",\"encrypted\":\"AAAA\"}"
            })
    void whatIsDamagedIsRefusedInOneLineAndStays(String damaged) throws IOException {
        Files.writeString(file, damaged);

        assertThatThrownBy(store::load)
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageEndingWith(StoredConnections.REMEDY)
                .hasMessageNotContaining("hush")
                .hasNoCause();
        assertThat(Files.readString(file)).isEqualTo(damaged);
    }

    @Test
    void whatANewerProgramKeptIsRefusedAndStays() throws IOException {
        Files.writeString(file, "{\"connections\":[],\"stateVersion\":2}");

        assertThatThrownBy(store::load)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("of version 2")
                .hasMessageContaining("start the program that wrote it");
    }

    private static boolean isClosed(Connection connection) {
        return ConnectivityStatus.CLOSED.equals(connection.getConnectionStatus());
    }
}
