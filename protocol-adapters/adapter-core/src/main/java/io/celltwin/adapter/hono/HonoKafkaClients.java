package io.celltwin.adapter.hono;

import io.celltwin.service.kafka.KafkaClientSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.hono.client.kafka.CommonKafkaClientConfigProperties;
import org.eclipse.hono.client.kafka.KafkaAdminClientConfigProperties;
import org.eclipse.hono.client.kafka.consumer.MessagingKafkaConsumerConfigProperties;
import org.eclipse.hono.client.kafka.producer.MessagingKafkaProducerConfigProperties;
import org.eclipse.hono.client.notification.kafka.NotificationKafkaConsumerConfigProperties;

/**
 * The settings of Hono's own Kafka clients.
 */
final class HonoKafkaClients {

    /** A value is worth most while it is fresh: nothing waits for company. */
    private static final String LINGER_MS = "0";
    /** Long enough for a topic's first message, short enough for a retry to be soon. */
    private static final String MAX_BLOCK_MS = "2000";

    private static final String REQUEST_TIMEOUT_MS = "3000";
    private static final String DELIVERY_TIMEOUT_MS = "10000";
    /** The outbox holds what waits; the producer only holds what is on its way. */
    private static final String BUFFER_BYTES = Integer.toString(8 * 1024 * 1024);

    private final CommonKafkaClientConfigProperties common = new CommonKafkaClientConfigProperties();

    /**
     * @param clients what all clients share
     */
    HonoKafkaClients(KafkaClientSettings clients) {
        common.setCommonClientConfig(clients.shared());
    }

    /**
     * @return for what is sent downstream
     */
    MessagingKafkaProducerConfigProperties producer() {
        MessagingKafkaProducerConfigProperties properties = new MessagingKafkaProducerConfigProperties();
        properties.setCommonClientConfig(common);
        properties.setProducerConfig(Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_TIMEOUT_MS,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES));
        return properties;
    }

    /**
     * @return for the adapter's own topic, by which its commands come
     */
    MessagingKafkaConsumerConfigProperties commandConsumer() {
        MessagingKafkaConsumerConfigProperties properties = new MessagingKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        return properties;
    }

    /**
     * @return for making that topic
     */
    KafkaAdminClientConfigProperties admin() {
        KafkaAdminClientConfigProperties properties = new KafkaAdminClientConfigProperties();
        properties.setCommonClientConfig(common);
        return properties;
    }

    /**
     * @return for what the registry tells
     */
    NotificationKafkaConsumerConfigProperties notificationConsumer() {
        NotificationKafkaConsumerConfigProperties properties = new NotificationKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        // What was said while this consumer was starting counts, too; what is older costs one reading of the registry.
        properties.setConsumerConfig(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        return properties;
    }
}
