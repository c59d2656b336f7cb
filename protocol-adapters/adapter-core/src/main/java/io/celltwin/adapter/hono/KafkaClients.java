package io.celltwin.adapter.hono;

import io.celltwin.adapter.sharing.SharingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.eclipse.hono.client.kafka.CommonKafkaClientConfigProperties;
import org.eclipse.hono.client.kafka.KafkaAdminClientConfigProperties;
import org.eclipse.hono.client.kafka.KafkaClientFactory;
import org.eclipse.hono.client.kafka.producer.MessagingKafkaProducerConfigProperties;
import org.eclipse.hono.client.notification.kafka.NotificationKafkaConsumerConfigProperties;

/**
 * The configuration of each kind of Kafka client that an adapter needs.
 */
public final class KafkaClients {

    /** A value is worth most while it is fresh: nothing waits for company. */
    private static final String LINGER_MS = "0";
    /** Long enough for a topic's first message, short enough for a retry to be soon. */
    private static final String MAX_BLOCK_MS = "2000";

    private static final String REQUEST_TIMEOUT_MS = "3000";
    private static final String DELIVERY_TIMEOUT_MS = "10000";
    /** The outbox holds what waits; the producer only holds what is on its way. */
    private static final String BUFFER_BYTES = Integer.toString(8 * 1024 * 1024);

    /** A replica that has not handed over by then is thrown out of its group. */
    private static final Duration LONGEST_HAND_OVER = Duration.ofSeconds(30);
    /** Where these settings name a file that is not there, Kafka would tell it by stack traces. */
    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private final CommonKafkaClientConfigProperties common = new CommonKafkaClientConfigProperties();
    private final Map<String, String> shared;

    /**
     * @param shared what all clients share, at least {@code bootstrap.servers}
     */
    public KafkaClients(Map<String, String> shared) {
        // Each client has a group of its own: two adapters in one group would each hear half of what is said to both.
        var ungrouped = new HashMap<>(shared);
        ungrouped.remove(ConsumerConfig.GROUP_ID_CONFIG);
        common.setCommonClientConfig(ungrouped);
        this.shared = Map.copyOf(ungrouped);
    }

    /**
     * Finds settings with which no client can be made. A name that cannot be resolved is none: it may come with its
     * service.
     *
     * @return what is wrong, in one line; empty if nothing is
     */
    public Optional<String> problem() {
        for (var file : FILES) {
            var path = shared.get(file);
            if (path != null && !Files.isReadable(Path.of(path))) {
                return Optional.of("there is no file %s that can be read (%s)".formatted(path, file));
            }
        }
        try {
            Admin.create(impatientAdmin("check")).close(Duration.ZERO);
            return Optional.empty();
        } catch (KafkaException e) {
            return KafkaClientFactory.isRetriableClientCreationError(
                            e, shared.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                    ? Optional.empty()
                    : Optional.of(rootMessage(e));
        }
    }

    MessagingKafkaProducerConfigProperties producer() {
        var properties = new MessagingKafkaProducerConfigProperties();
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

    NotificationKafkaConsumerConfigProperties notificationConsumer() {
        var properties = new NotificationKafkaConsumerConfigProperties();
        properties.setCommonClientConfig(common);
        // What was said while this consumer was starting counts, too; what is older costs one reading of the registry.
        properties.setConsumerConfig(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        return properties;
    }

    private KafkaAdminClientConfigProperties admin() {
        var properties = new KafkaAdminClientConfigProperties();
        properties.setCommonClientConfig(common);
        return properties;
    }

    /**
     * @param settings how the replicas of an adapter share its devices
     * @return the settings of the consumer that makes a replica known to the others
     */
    public Map<String, Object> groupMember(SharingSettings settings) {
        var config = new HashMap<String, Object>(shared);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(settings.sessionTimeout()));
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(settings.heartbeatInterval()));
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(LONGEST_HAND_OVER));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // An empty topic is asked at this pace; the answers are a sign of life, too.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(Duration.ofSeconds(1)));
        return config;
    }

    /**
     * For short errands: gives up soon, since whoever runs them tries again.
     *
     * @param name the client's name
     * @return the settings of an admin client
     */
    public Map<String, Object> impatientAdmin(String name) {
        var config = new HashMap<String, Object>(admin().getAdminClientConfig(name));
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return config;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
