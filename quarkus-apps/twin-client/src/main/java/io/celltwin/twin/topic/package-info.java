/**
 * The subscription for several replicas, by Kafka: {@code TopicSubscription} tells how partitions and checkpoints work.
 */
package io.celltwin.twin.topic;
