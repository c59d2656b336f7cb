package io.celltwin.registry.messaging;

import io.celltwin.service.kafka.KafkaClientSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.hono.client.kafka.CommonKafkaClientConfigProperties;
import org.eclipse.hono.client.kafka.consumer.MessagingKafkaConsumerConfigProperties;
import org.eclipse.hono.client.kafka.producer.MessagingKafkaProducerConfigProperties;
import org.eclipse.hono.client.notification.kafka.NotificationKafkaProducerConfigProperties;

/**
 * The settings of Hono's Kafka clients: every configuration key <code>kafka.&lt;setting&gt;</code> is a setting of all
 * clients, as elsewhere in Quarkus; <code>kafka.bootstrap.servers</code> says where Kafka is.
 */
@Singleton
public class KafkaSettings {
    /**
     * Hono's 500 ms are too short for the first message of a topic, which the broker creates then. The time out of a
     * delivery must not be shorter than that of a request.
     */
    private static final Map<String, String> PATIENCE =
            Map.of("max.block.ms", "5000", "request.timeout.ms", "5000", "delivery.timeout.ms", "10000");
    /** How soon a broker that is not there is looked for again. */
    private static final Map<String, String> RECONNECTING =
            Map.of("reconnect.backoff.ms", "200", "reconnect.backoff.max.ms", "5000");

    private final CommonKafkaClientConfigProperties common = new CommonKafkaClientConfigProperties();

    /** @param configured the configuration keys {@code kafka.*} */
    @Inject
    KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> configured) {
        Map<String, String> settings = new HashMap<>(RECONNECTING);
        settings.putAll(new KafkaClientSettings(configured).shared());
        common.setCommonClientConfig(settings);
    }

    /** A producer of messages: commands to adapters, command responses, events. */
    public MessagingKafkaProducerConfigProperties messageProducer() {
        MessagingKafkaProducerConfigProperties properties = new MessagingKafkaProducerConfigProperties();
        properties.setCommonClientConfig(common);
        properties.setProducerConfig(PATIENCE);
        return properties;
    }

    /** The consumer of commands. */
    public MessagingKafkaConsumerConfigProperties commandConsumer() {
        MessagingKafkaConsumerConfigProperties properties = new MessagingKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        properties.setConsumerConfig(Map.of());
        return properties;
    }

    /** The producer of notifications of changes in the registry. */
    NotificationKafkaProducerConfigProperties notificationProducer() {
        NotificationKafkaProducerConfigProperties properties = new NotificationKafkaProducerConfigProperties();
        properties.setCommonClientConfig(common);
        properties.setProducerConfig(PATIENCE);
        return properties;
    }
}
