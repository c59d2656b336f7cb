package io.celltwin.adapter.hono;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.hono.client.kafka.CommonKafkaClientConfigProperties;
import org.eclipse.hono.client.kafka.KafkaAdminClientConfigProperties;
import org.eclipse.hono.client.kafka.consumer.MessagingKafkaConsumerConfigProperties;
import org.eclipse.hono.client.kafka.producer.MessagingKafkaProducerConfigProperties;
import org.eclipse.hono.client.notification.kafka.NotificationKafkaConsumerConfigProperties;

/**
 * The configuration of each kind of Kafka client that an adapter needs.
 */
final class KafkaClients {

    /** A value is worth most while it is fresh: nothing waits for company. */
    private static final String LINGER_MS = "0";
    /** Long enough for a topic's first message, short enough for a retry to be soon. */
    private static final String MAX_BLOCK_MS = "2000";
    private static final String REQUEST_TIMEOUT_MS = "3000";
    private static final String DELIVERY_TIMEOUT_MS = "10000";
    /** The outbox holds what waits; the producer only holds what is on its way. */
    private static final String BUFFER_BYTES = Integer.toString(8 * 1024 * 1024);

    private final CommonKafkaClientConfigProperties common = new CommonKafkaClientConfigProperties();

    KafkaClients(Map<String, String> shared) {
        // Each client has a group of its own: two adapters in one group would each hear half of what is said to both.
        var ungrouped = new HashMap<>(shared);
        ungrouped.remove(ConsumerConfig.GROUP_ID_CONFIG);
        common.setCommonClientConfig(ungrouped);
    }

    MessagingKafkaProducerConfigProperties producer() {
        var properties = new MessagingKafkaProducerConfigProperties();
        properties.setCommonClientConfig(common);
        properties.setProducerConfig(Map.of(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS,
                ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES));
        return properties;
    }

    MessagingKafkaConsumerConfigProperties commandConsumer() {
        var properties = new MessagingKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        return properties;
    }

    NotificationKafkaConsumerConfigProperties notificationConsumer() {
        var properties = new NotificationKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        // What was said while this consumer was starting counts, too; what is older costs one reading of the registry.
        properties.setConsumerConfig(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        return properties;
    }

    KafkaAdminClientConfigProperties admin() {
        var properties = new KafkaAdminClientConfigProperties();
        properties.setCommonClientConfig(common);
        return properties;
    }

    /** For short errands: gives up soon, since whoever runs them tries again. */
    Map<String, Object> impatientAdmin(String name) {
        var config = new HashMap<String, Object>(admin().getAdminClientConfig(name));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return config;
    }
}
