package io.celltwin.history.store;

/**
 * A partition of the topic from which points come.
 *
 * @param topic its topic
 * @param partition its number
 */
public record StreamPartition(String topic, int partition) {}
