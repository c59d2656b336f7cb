package io.celltwin.service.kafka;

import io.celltwin.service.failure.Failures;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * What all Kafka clients of a part share: the servers and how the way to them is secured. Most parts are
 * given it as the configuration keys {@code kafka.*}; each client adds what it alone needs.
 */
public final class KafkaClientSettings {

    /** Where these settings name a file that is not there, Kafka would tell it by stack traces. */
    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(3);
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private final Map<String, String> shared;

    /**
     * @param configured Kafka's own settings, at least {@code bootstrap.servers}. A {@code group.id} is left out: each client
     *     has a group of its own, since two in one group would each hear half of what is said to both
     */
    public KafkaClientSettings(Map<String, ?> configured) {
        Map<String, String> settings = new HashMap<>();
        configured.forEach((name, value) -> settings.put(name, Objects.toString(value, "")));
        settings.remove(CommonClientConfigs.GROUP_ID_CONFIG);
        shared = Map.copyOf(settings);
    }

    /** Returns the addresses {@code host:port}, separated by commas; empty if none are configured. */
    public String bootstrapServers() {
        return shared.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /** Returns what all clients share. */
    public Map<String, String> shared() {
        return shared;
    }

    /**
     * Returns the settings of one client.
     *
     * @param own what it alone needs; goes before what is shared
     */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> settings = new HashMap<>(shared);
        settings.putAll(own);
        return settings;
    }

    /**
     * Returns the settings of an admin client.
     *
     * @param patience how long it waits for the answer to each request and to each call
     */
    public Map<String, Object> admin(Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        return with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis));
    }

    /**
     * Finds settings with which no client can be made. A server that does not answer, or whose name cannot be resolved, is no
     * problem: it may come.
     *
     * @return what is wrong, in one line without secrets; empty if nothing is
     */
    public Optional<String> problem() {
        for (String setting : FILES) {
            String file = shared.get(setting);
            if (file != null && !isReadable(file)) {
                return Optional.of("there is no file %s that can be read (%s)".formatted(file, setting));
            }
        }
        try {
            Admin.create(admin(CHECK_TIMEOUT)).close(Duration.ZERO);
            return Optional.empty();
        } catch (KafkaException e) {
            return mayComeRight(e) ? Optional.empty() : Optional.of(Failures.reason(e));
        }
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Tells a failure to make a client that ends with time from one that stays.
     *
     * @return true if only no server's name could be resolved
     */
    private static boolean mayComeRight(KafkaException failure) {
        return Failures.root(failure) instanceof ConfigException unresolved
                && String.valueOf(unresolved.getMessage()).startsWith(NO_ADDRESS);
    }

    /** Names the settings without their values, which may hold passwords. */
    @Override
    public String toString() {
        return "Kafka at %s with %s"
                .formatted(bootstrapServers(), shared.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
}
