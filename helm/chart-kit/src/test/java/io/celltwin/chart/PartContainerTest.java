package io.celltwin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartContainerTest {

    private static final Map<String, Map<String, String>> SECRETS = Map.of(
            "kafka-authority", Map.of("ca.crt", "PEM of Kafka"),
            "kafka-client", Map.of("user.p12", "key store", "user.password", "store-pw"),
            "hono-authority", Map.of("ca.crt", "PEM of Hono"),
            "hono-accounts", Map.of("opcua-adapter.username", "opcua@HONO", "opcua-adapter.password", "hono-pw"),
            "authorities", Map.of("truststore.p12", "trust store"),
            "opcua-certificate", Map.of("client-key.der", "key", "client-certificate.der", "certificate"),
            "opcua-trusted", Map.of("server.der", "server's certificate"));

    @Test
    void variablesHaveTheValuesOfTheSecrets() {
        assertThat(Scenario.TLS_EVERYWHERE
                        .rendered()
                        .container("opcua-adapter", SECRETS)
                        .environment())
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka.example.com:9093")
                .containsEntry("KAFKA_SSL_KEYSTORE_PASSWORD", "store-pw")
                .containsEntry("CELLTWIN_REGISTRY_USERNAME", "opcua@HONO")
                .containsEntry("CELLTWIN_REGISTRY_PASSWORD", "hono-pw");
    }

    @Test
    void filesAreWhereTheVolumesAreMounted() {
        assertThat(Scenario.TLS_EVERYWHERE
                        .rendered()
                        .container("opcua-adapter", SECRETS)
                        .files())
                .isEqualTo(Map.of(
                        Path.of("/etc/celltwin/kafka-ca/ca.crt"), "PEM of Kafka",
                        Path.of("/etc/celltwin/kafka-client/user.p12"), "key store",
                        Path.of("/etc/celltwin/kafka-client/user.password"), "store-pw",
                        Path.of("/etc/celltwin/hono-ca/ca.crt"), "PEM of Hono",
                        Path.of("/etc/celltwin/trust-store/truststore.p12"), "trust store",
                        Path.of("/var/lib/celltwin/opcua/client-key.der"), "key",
                        Path.of("/var/lib/celltwin/opcua/client-certificate.der"), "certificate",
                        Path.of("/var/lib/celltwin/opcua/trusted/certs/server.der"), "server's certificate"));
    }

    @Test
    void theWholeCanBePutUnderAnotherRoot(@TempDir Path root) throws IOException {
        PartContainer moved = Scenario.TLS_EVERYWHERE
                .rendered()
                .container("opcua-adapter", SECRETS)
                .under(root);

        Path truststore = Path.of(moved.environment().get("KAFKA_SSL_TRUSTSTORE_LOCATION"));
        assertThat(truststore).startsWith(root).hasContent("PEM of Kafka");
        assertThat(moved.environment().get("JAVA_TOOL_OPTIONS"))
                .contains("trustStore=" + root.resolve("etc/celltwin/trust-store/truststore.p12"));
        Path opcua = Path.of(moved.environment().get("CELLTWIN_OPCUA_DIRECTORY"));
        assertThat(opcua.resolve("trusted/certs/server.der")).hasContent("server's certificate");
        assertThat(Files.isWritable(opcua)).isTrue();
    }

    @Test
    void aSecretOrKeyThatIsMissingIsNamed() {
        RenderedChart chart = Scenario.MINIMAL.rendered();

        assertThatThrownBy(() -> chart.container("battery-health", Map.of()))
                .hasMessageMatching("There is no secret [a-z-]+");
        assertThatThrownBy(() -> chart.container(
                        "battery-health",
                        Map.of("ditto-accounts", Map.of(), "kafka-celltwin", Map.of("sasl.jaas.config", "x"))))
                .hasMessageContaining("needs a key battery-health.");
    }
}
