package io.celltwin.adapter.services;

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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.eclipse.hono.client.kafka.KafkaClientFactory;

/**
 * What all Kafka clients of an adapter share.
 */
public final class KafkaClients {

    private static final String REQUEST_TIMEOUT_MS = "3000";
    /** Where these settings name a file that is not there, Kafka would tell it by stack traces. */
    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private final Map<String, String> shared;

    /**
     * @param shared what all clients share, at least {@code bootstrap.servers}
     */
    public KafkaClients(Map<String, String> shared) {
        // Each client has a group of its own: two adapters in one group would each hear half of what is said to both.
        Map<String, String> ungrouped = new HashMap<>(shared);
        ungrouped.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.shared = Map.copyOf(ungrouped);
    }

    /**
     * @return the settings that every client has; may hold secrets
     */
    public Map<String, String> shared() {
        return shared;
    }

    /**
     * Finds settings with which no client can be made. A name that cannot be resolved is none: it may come with its
     * service.
     *
     * @return what is wrong, in one line; empty if nothing is
     */
    public Optional<String> problem() {
        for (String file : FILES) {
            String path = shared.get(file);
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

    /**
     * For short errands: gives up soon, since whoever runs them tries again.
     *
     * @param name the client's name
     * @return the settings of an admin client
     */
    public Map<String, Object> impatientAdmin(String name) {
        Map<String, Object> config = new HashMap<>(shared);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, name);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        return config;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
