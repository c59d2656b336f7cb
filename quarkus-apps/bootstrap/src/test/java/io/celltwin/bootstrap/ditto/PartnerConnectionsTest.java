package io.celltwin.bootstrap.ditto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.bootstrap.job.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnerConnectionsTest {
    private static final String WEBHOOK = """
            {"name":"Acme","connectionType":"http-push","connectionStatus":"open",
             "uri":"https://${ACME_USER}:${ACME_PASSWORD}@acme.example:443",
             "specificConfig":{"token":"${ACME_PASSWORD}"},
             "targets":[{"address":"POST:/twins/{{ thing:id }}","topics":["_/_/things/twin/events"],
                         "authorizationContext":["integration:acme"]}]}""";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("ACME_USER", "celltwin", "ACME_PASSWORD", "s3cr@t\\\"");

    @TempDir
    Path directory;

    @Test
    void aFileIsTakenAsItIsUnderItsNameWithItsSecretsFromTheEnvironment() throws Exception {
        ConnectionSource acme = file("acme.json", WEBHOOK);

        JsonObject connection = acme.connection();

        assertThat(acme.id()).isEqualTo("acme");
        assertThat(connection.getValue("uri").orElseThrow().asString())
                .isEqualTo("https://celltwin:s3cr%40t%5C%22@acme.example:443");
        assertThat(connection.getValue("specificConfig/token").orElseThrow().asString())
                .isEqualTo("s3cr@t\\\"");
        assertThat(connection.getValue("targets").orElseThrow().toString()).contains("POST:/twins/{{ thing:id }}");
        assertThat(acme.secrets()).containsExactlyInAnyOrder("celltwin", "s3cr@t\\\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.json         | {                                            | no JSON object
            b.json         | {"name":"${NOT_THERE}"}                      | ${NOT_THERE} has no value
            c.json         | {"id":"other"}                               | id must be the file's name
            d.json         | {"connectionType":"pigeon"}                  | d.json
            e f.json       | {}                                           | letters, digits
            """)
    void aFileThatIsNoConnectionIsRefusedInOneLineThatNamesIt(String name, String text, String reason)
            throws Exception {
        ConnectionSource source = file(name, text);

        assertThatThrownBy(source::connection)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aSecretThatSpoilsTheConnectionIsNotTold() throws Exception {
        ConnectionSource source =
                file("acme.json", WEBHOOK.replace("https://${ACME_USER}", "${ACME_PASSWORD}://${ACME_USER}"));

        assertThatThrownBy(source::connection)
                .isInstanceOf(RefusedException.class)
                .message()
                .doesNotContain("s3cr");
    }

    @Test
    void aDirectoryThatIsNotThereIsAFault() {
        PartnerConnections connections = new PartnerConnections(directory.resolve("nowhere"), name -> Optional.empty());

        assertThatThrownBy(connections::all)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nowhere");
    }

    private ConnectionSource file(String name, String text) throws IOException, RefusedException {
        Files.writeString(directory.resolve(name), text);
        Files.writeString(directory.resolve("README.txt"), "no connection");
        List<ConnectionSource> all =
                new PartnerConnections(directory, variable -> Optional.ofNullable(ENVIRONMENT.get(variable))).all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
