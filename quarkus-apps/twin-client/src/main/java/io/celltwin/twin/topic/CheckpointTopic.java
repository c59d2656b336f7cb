package io.celltwin.twin.topic;

import io.celltwin.state.StateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * The compacted topic in which the replicas of an app keep, for each thing, what another replica needs to go on with it. It
 * has as many partitions as the topic of events, and is written in one transaction with the offsets up to which the events
 * were dealt with: so what is remembered and where the reading goes on always belong together, and a replica that lost its
 * things without noticing cannot write.
 */
final class CheckpointTopic implements Checkpoints, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CheckpointTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** What is remembered of a thing is written again and again: small segments let it be compacted soon. */
    private static final Map<String, String> COMPACTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(16 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.2");

    private final TopicSettings settings;
    private KafkaProducer<String, byte[]> producer;
    private ThingPartitions partitions;

    CheckpointTopic(TopicSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the topic if there is none.
     *
     * @return how many partitions the topic of events has
     * @throws KafkaException if there is no topic of events, or the two do not fit each other; fit for an operator's eyes
     */
    ThingPartitions prepare() {
        try (Admin admin = Admin.create(settings.admin())) {
            int events = partitions(admin, settings.topic())
                    .orElseThrow(() -> new KafkaException("there is no topic " + settings.topic() + " yet"));
            String name = settings.checkpointTopic();
            Optional<Integer> existing = partitions(admin, name);
            if (existing.isEmpty()) {
                create(admin, new NewTopic(name, Optional.of(events), Optional.empty()).configs(COMPACTED));
            } else if (existing.get() != events) {
                throw new KafkaException("topic %s has %d partitions and %s has %d: delete the latter while the app is"
                                .formatted(settings.topic(), events, name, existing.get())
                        + " stopped");
            }
            partitions = new ThingPartitions(events);
            return partitions;
        }
    }

    private static Optional<Integer> partitions(Admin admin, String topic) {
        try {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "topic " + topic.name() + " cannot be created: "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public Map<String, ThingCheckpoint> restore(int partition) {
        Map<String, ThingCheckpoint> restored = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings.reader())) {
            TopicPartition source = new TopicPartition(settings.checkpointTopic(), partition);
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            long end = consumer.endOffsets(List.of(source)).get(source);
            while (consumer.position(source) < end) {
                for (ConsumerRecord<String, byte[]> saved : consumer.poll(POLL)) {
                    // One that cannot be read replaces the former one, too, whose events are dealt with.
                    read(saved)
                            .ifPresentOrElse(
                                    checkpoint -> restored.put(saved.key(), checkpoint),
                                    () -> restored.remove(saved.key()));
                }
            }
        }
        return restored;
    }

    private Optional<ThingCheckpoint> read(ConsumerRecord<String, byte[]> saved) {
        if (saved.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ThingCheckpoint.of(saved.value()));
        } catch (StateException e) {
            LOG.warnf("Topic %s, %s: %s", settings.checkpointTopic(), saved.key(), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void save(
            Map<String, Optional<ThingCheckpoint>> checkpoints,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata member) {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(settings.producer());
                producer.initTransactions();
            }
            producer.beginTransaction();
            checkpoints.forEach((thingId, checkpoint) -> producer.send(new ProducerRecord<>(
                    settings.checkpointTopic(),
                    partitions.of(thingId),
                    thingId,
                    checkpoint.map(ThingCheckpoint::toBytes).orElse(null))));
            producer.sendOffsetsToTransaction(offsets, member);
            producer.commitTransaction();
        } catch (KafkaException e) {
            // A new producer is cheaper than telling which failures a transaction survives.
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
