package io.celltwin.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.store.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.ditto.connectivity.model.Connection;
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
    private ConnectionStore store;

    @BeforeEach
    void open() {
        file = directory.resolve("connections.json");
        store = new ConnectionStore(file);
    }

    @Test
    void withoutAFileThereAreNone() throws JournalException {
        assertThat(store.load()).isEmpty();
    }

    @Test
    void whatWasKeptBeforeThereWereVersionsIsReadAndKeptWithOne() throws Exception {
        Files.writeString(file, BEFORE_VERSIONS);

        List<Connection> connections = store.load();
        store.save(connections);

        assertThat(connections)
                .singleElement()
                .satisfies(connection -> assertThat(connection.getUri()).isEqualTo("tcp://user:hush@127.0.0.1:9092"));
        assertThat(JsonObject.of(Files.readString(file))
                        .getValue("stateVersion")
                        .orElseThrow())
                .hasToString("1");
        assertThat(store.load()).isEqualTo(connections);
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
                "{\"connections\":[7],\"stateVersion\":1}"
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
}
