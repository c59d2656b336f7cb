package io.celltwin.adapter.services;

import static org.assertj.core.api.Assertions.assertThat;

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
    void adminClientsAreGivenWhatIsConfiguredForAll() {
        assertThat(with("sasl.mechanism", "SCRAM-SHA-512").impatientAdmin("topics"))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("bootstrap.servers", "127.0.0.1:9");
    }

    @Test
    void aGroupThatIsConfiguredForAllIsNobodys() {
        assertThat(with("group.id", "celltwin").shared()).doesNotContainKey("group.id");
    }

    private static KafkaClients with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9"));
        settings.put(setting, value);
        return new KafkaClients(settings);
    }
}
