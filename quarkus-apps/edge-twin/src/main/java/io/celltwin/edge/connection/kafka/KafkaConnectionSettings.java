package io.celltwin.edge.connection.kafka;

import io.celltwin.service.kafka.KafkaSecurity;
import io.celltwin.service.kafka.SaslLogin;
import io.celltwin.service.kafka.SaslMechanism;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.ditto.connectivity.model.Connection;

/** What a connection's address and specific configuration mean to Kafka's clients. */
final class KafkaConnectionSettings {
    static final String BOOTSTRAP_SERVERS = "bootstrapServers";
    static final String GROUP_ID = "groupId";
    static final String SASL_MECHANISM = "saslMechanism";
    static final String OFFSET_RESET = "consumerOffsetReset";
    static final Set<String> OFFSET_RESETS = Set.of("earliest", "latest");
    private static final String SECURE = "ssl";
    /** So that partitions of a twin that was killed are not left alone for long. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private static final int HEARTBEAT_MS = 3_000;
    private static final int METADATA_AGE_MS = 10_000;
    private static final int RECONNECT_MS = 250;
    private static final int LONGEST_RECONNECT_MS = 5_000;
    private static final long NEVER = -1;
    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private static final int FETCH_BYTES = 4 << 20;
    private static final int LONGEST_BLOCK_MS = 10_000;
    private static final long SEND_BUFFER_BYTES = 8L << 20;

    private final Connection connection;

    KafkaConnectionSettings(Connection connection) {
        this.connection = connection;
    }

    /** The servers of the specific configuration and the one of the address, without repetition. */
    static Set<String> bootstrapServers(Connection connection) {
        Set<String> servers = new LinkedHashSet<>();
        Arrays.stream(connection
                        .getSpecificConfig()
                        .getOrDefault(BOOTSTRAP_SERVERS, "")
                        .split(","))
                .map(String::trim)
                .filter(server -> !server.isEmpty())
                .forEach(servers::add);
        servers.add(connection.getHostname() + ":" + connection.getPort());
        return servers;
    }

    /** The name of the SASL mechanism as the connection says it. */
    static String saslMechanism(Connection connection) {
        return connection.getSpecificConfig().getOrDefault(SASL_MECHANISM, SaslMechanism.PLAIN.kafkaName());
    }

    /**
     * Where a consumer group starts that has read nothing before. By default at the oldest message: none is left out.
     */
    static String offsetReset(Connection connection) {
        return connection
                .getSpecificConfig()
                .getOrDefault(OFFSET_RESET, "earliest")
                .toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", bootstrapServers(connection)));
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_RECONNECT_MS);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, NEVER);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(security());
        return settings;
    }

    private Map<String, Object> security() {
        Optional<SaslLogin> login = connection
                .getUsername()
                .map(username -> new SaslLogin(
                        SaslMechanism.named(saslMechanism(connection)).orElseThrow(),
                        username,
                        connection.getPassword().orElse("")));
        Optional<String> trusted =
                connection.isValidateCertificates() ? connection.getTrustedCertificates() : Optional.empty();
        return new KafkaSecurity(login, SECURE.equals(connection.getProtocol()), trusted).settings();
    }

    /**
     * Settings of a consumer that leaves it to its user to say how far it has read.
     *
     * @param member tells the consumers of this connection apart; the same after a restart, so that the broker gives a
     *            restarted twin its partitions at once
     */
    Map<String, Object> consumer(String member) {
        Map<String, Object> settings = common();
        String id = (connection.getId() + "-" + member).replace(':', '_');
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, id);
        settings.put(
                ConsumerConfig.GROUP_ID_CONFIG,
                connection
                        .getSpecificConfig()
                        .getOrDefault(GROUP_ID, connection.getId().toString()));
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset(connection));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return settings;
    }

    /** Settings of a producer that sends each message once and in order, for as long as it takes. */
    Map<String, Object> producer() {
        Map<String, Object> settings = common();
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, (connection.getId() + "-targets").replace(':', '_'));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, SEND_BUFFER_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return settings;
    }
}
