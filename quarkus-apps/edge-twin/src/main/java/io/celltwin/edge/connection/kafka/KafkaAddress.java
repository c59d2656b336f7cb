package io.celltwin.edge.connection.kafka;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;

/**
 * Where a message goes in Kafka. Written as in Ditto: {@code topic}, {@code topic/key} or {@code topic#partition}.
 *
 * @param topic the topic
 * @param key the key that decides on the partition and keeps messages in order
 * @param partition the partition
 */
record KafkaAddress(String topic, Optional<String> key, Optional<Integer> partition) {
    /** What Kafka itself allows. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private static final Pattern PARTITION = Pattern.compile("\\d{1,6}");

    /** @throws ConnectionConfigurationInvalidException if it is no such address */
    static KafkaAddress parse(String address) {
        int slash = address.indexOf('/');
        int hash = address.indexOf('#');
        if (slash >= 0) {
            String key = address.substring(slash + 1);
            check(!key.isEmpty(), address);
            return new KafkaAddress(topic(address.substring(0, slash), address), Optional.of(key), Optional.empty());
        }
        if (hash >= 0) {
            String partition = address.substring(hash + 1);
            check(PARTITION.matcher(partition).matches(), address);
            return new KafkaAddress(
                    topic(address.substring(0, hash), address),
                    Optional.empty(),
                    Optional.of(Integer.valueOf(partition)));
        }
        return new KafkaAddress(topic(address, address), Optional.empty(), Optional.empty());
    }

    private static String topic(String topic, String address) {
        check(isTopic(topic), address);
        return topic;
    }

    static boolean isTopic(String topic) {
        return TOPIC.matcher(topic).matches() && !".".equals(topic) && !"..".equals(topic);
    }

    private static void check(boolean valid, String address) {
        if (!valid) {
            throw ConnectionConfigurationInvalidException.newBuilder(
                            "The address '" + address + "' is not of the form topic, topic/key or topic#partition.")
                    .build();
        }
    }
}
