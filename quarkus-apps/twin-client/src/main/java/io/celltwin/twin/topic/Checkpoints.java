package io.celltwin.twin.topic;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where replicas keep, for each thing, what another replica needs to go on with it. */
interface Checkpoints {

    /**
     * Reads the checkpoints of the things of one partition.
     *
     * @return checkpoints by thing id; one that cannot be read is left out
     * @throws org.apache.kafka.common.KafkaException if they cannot be had now
     */
    Map<String, ThingCheckpoint> restore(int partition);

    /**
     * Saves all or nothing.
     *
     * @param checkpoints by thing id; empty for a thing that is gone
     * @param offsets up to where the events are dealt with
     * @param member who says so: one that is no longer in the group is refused
     * @throws org.apache.kafka.common.KafkaException if nothing was saved, or nobody knows
     */
    void save(
            Map<String, Optional<ThingCheckpoint>> checkpoints,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata member);
}
