package io.celltwin.adapter.sharing;

import java.time.Duration;

/**
 * How the replicas of an adapter share its devices.
 *
 * @param group the consumer group that they form
 * @param partitions how many partitions the topic is given if it does not exist yet
 * @param sessionTimeout a replica that was not heard of for so long is taken for dead
 */
public record SharingSettings(String group, int partitions, Duration sessionTimeout) {

    /** The topic whose partitions the replicas divide among themselves; it never holds a record. */
    public static final String TOPIC = "celltwin.adapter.partitions";

    private static final int HEARTBEATS_IN_SESSION = 4;

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
}
