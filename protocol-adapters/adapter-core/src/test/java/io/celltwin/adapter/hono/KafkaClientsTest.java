package io.celltwin.adapter.hono;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.sharing.SharingSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    @Test
    void aProtocolThatKafkaDoesNotKnowIsNamed() {
        assertThat(with("security.protocol", "SASL_SLS").problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("SASL_SLS", "security.protocol")
                        .doesNotContain("\n"));
    }

    @Test
    void aTrustStoreThatIsNotThereIsNamed() {
        assertThat(with("ssl.truststore.location", "/not/there.p12").problem())
                .hasValue("there is no file /not/there.p12 that can be read (ssl.truststore.location)");
    }

    @Test
    void aBrokerThatIsNotThereYetIsNoProblem() {
        assertThat(with("bootstrap.servers", "not-there-yet.invalid:9092").problem())
                .isEmpty();
    }

    @Test
    void everyKindOfClientIsGivenWhatIsConfiguredForAll() {
        var clients = with("sasl.mechanism", "SCRAM-SHA-512");
        var settings = new SharingSettings("celltwin-modbus", 64, Duration.ofSeconds(8));
        assertThat(clients.producer().getProducerConfig("telemetry")).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(clients.notificationConsumer().getConsumerConfig("notification"))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(clients.impatientAdmin("topics")).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(clients.groupMember(settings))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("bootstrap.servers", "127.0.0.1:9");
    }

    @Test
    void aGroupThatIsConfiguredForAllIsNobodys() {
        var clients = with("group.id", "celltwin");
        var settings = new SharingSettings("celltwin-modbus", 64, Duration.ofSeconds(8));
        assertThat(clients.groupMember(settings)).containsEntry("group.id", "celltwin-modbus");
        assertThat(clients.notificationConsumer()
                        .getConsumerConfig("notification")
                        .get("group.id"))
                .isNotEqualTo("celltwin");
    }

    private static KafkaClients with(String setting, String value) {
        var settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9"));
        settings.put(setting, value);
        return new KafkaClients(settings);
    }
}
