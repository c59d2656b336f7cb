package io.celltwin.adapter.sharing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;

/**
 * How the replicas of an adapter share its devices.
 *
 * @param group the consumer group that they form
 * @param partitions how many partitions the topic is given if it does not exist yet
 * @param sessionTimeout a replica that was not heard of for so long is taken for dead
 */
public record SharingSettings(String group, int partitions, Duration sessionTimeout) {

    /** A replica that has not handed over by then is thrown out of its group. */
    private static final Duration LONGEST_HAND_OVER = Duration.ofSeconds(30);

    /** The topic whose partitions the replicas divide among themselves; it never holds a record. */
    public static final String TOPIC = "celltwin.adapter.partitions";

    private static final int HEARTBEATS_IN_SESSION = 4;

    /**
     * @param shared what all Kafka clients share
     * @return the settings of the consumer that makes a replica known to the others
     */
    public Map<String, Object> consumerConfig(Map<String, String> shared) {
        Map<String, Object> config = new HashMap<>(shared);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(sessionTimeout));
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(heartbeatInterval()));
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(LONGEST_HAND_OVER));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // An empty topic is asked at this pace; the answers are a sign of life, too.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, millis(Duration.ofSeconds(1)));
        return config;
    }

    /**
     * @return how often a replica lets itself be heard
     */
    public Duration heartbeatInterval() {
        return sessionTimeout.dividedBy(HEARTBEATS_IN_SESSION);
    }

    /**
     * @return how long a replica that hears nothing of Kafka may take itself for a member: the last heartbeat that
     *         arrived may be older by one interval than the last answer that came
     */
    public Duration longestSilence() {
        return sessionTimeout.minus(heartbeatInterval());
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
