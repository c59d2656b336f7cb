package io.celltwin.twin.topic;

import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.config.DittoConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How twin changes are read from Kafka.
 *
 * @param topic topic with the twin events, keyed by thing id
 * @param groupId consumer group, shared by the replicas of one app
 * @param sessionTimeout after which silence a replica counts as dead
 * @param saveInterval how often progress is saved
 * @param kafka settings for every Kafka client: servers, security
 */
public record TopicSettings(
        String topic, String groupId, Duration sessionTimeout, Duration saveInterval, KafkaClientSettings kafka) {

    private static final int HEARTBEATS_PER_SESSION = 3;
    /** A transaction of a replica that died in it holds up its successor for so long. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private static final int LONGEST_BLOCK_MILLIS = 10_000;

    public static TopicSettings of(DittoConfig.Topic config, TwinAccount account, KafkaClientSettings kafka) {
        return new TopicSettings(
                config.name(),
                config.groupId().orElse(account.username()),
                config.sessionTimeout(),
                config.saveInterval(),
                kafka);
    }

    /**
     * Finds what could not work whatever the brokers do.
     *
     * @throws ConfigurationException if a setting makes no sense; the message is one line that names it
     */
    public void check() {
        kafka.problem().ifPresent(problem -> {
            throw new ConfigurationException("kafka.*: " + problem);
        });
        try {
            new ConsumerConfig(groupConsumer());
        } catch (ConfigException e) {
            throw new ConfigurationException("kafka.* or celltwin.ditto.topic.*: " + e.getMessage());
        }
    }

    /** Where the replicas remember what they need to go on with each other's things. */
    public String checkpointTopic() {
        return topic + "." + groupId + ".memory";
    }

    /** For following the events as a member of the group. */
    public Map<String, Object> groupConsumer() {
        Map<String, Object> settings = reader();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(sessionTimeout.toMillis()));
        settings.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(sessionTimeout.toMillis() / HEARTBEATS_PER_SESSION));
        return settings;
    }

    /** For reading a topic outside the group. */
    public Map<String, Object> reader() {
        Map<String, Object> settings = kafka.with(Map.of());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Also makes a new owner wait for the end of a transaction in which its predecessor died.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }

    /** For saving progress; each producer under an id of its own, since the group already keeps the dead out. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = kafka.with(Map.of());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + UUID.randomUUID());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        return settings;
    }

    /** For looking at topics and creating one. */
    public Map<String, Object> admin() {
        return kafka.admin(Duration.ofMillis(LONGEST_BLOCK_MILLIS));
    }
}
