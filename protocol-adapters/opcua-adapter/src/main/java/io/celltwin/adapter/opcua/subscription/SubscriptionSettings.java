package io.celltwin.adapter.opcua.subscription;

import java.time.Duration;

/**
 * How nodes are watched.
 *
 * @param queueSize how many values of a node a server keeps between two publishes
 * @param requestTimeout how long a server may take to answer, and by how much a message may be late
 */
public record SubscriptionSettings(int queueSize, Duration requestTimeout) {}
