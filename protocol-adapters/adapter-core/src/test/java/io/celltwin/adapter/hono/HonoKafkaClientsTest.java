package io.celltwin.adapter.hono;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.service.kafka.KafkaClientSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HonoKafkaClientsTest {

    private final HonoKafkaClients clients = new HonoKafkaClients(new KafkaClientSettings(
            Map.of("bootstrap.servers", "127.0.0.1:9", "sasl.mechanism", "SCRAM-SHA-512", "group.id", "celltwin")));

    @Test
    void everyKindOfClientIsGivenWhatIsConfiguredForAll() {
        assertThat(clients.producer().getProducerConfig("telemetry")).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(clients.notificationConsumer().getConsumerConfig("notification"))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    }

    @Test
    void aGroupThatIsConfiguredForAllIsNobodys() {
        assertThat(clients.notificationConsumer()
                        .getConsumerConfig("notification")
                        .get("group.id"))
                .isNotEqualTo("celltwin");
    }
}
