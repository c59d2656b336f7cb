/**
 * How the replicas of an adapter divide the devices: a Kafka consumer group on a topic without messages.
 */
package io.celltwin.adapter.sharing;
