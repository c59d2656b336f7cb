package io.celltwin.history.ingest;

import io.celltwin.history.store.PointBatch.Progress;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the topic of twin events from where the store stands. The offsets are the store's alone: there is no consumer group.
 * Events that Kafka has deleted before they were read are counted and told. Used by one thread.
 */
final class EventConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final int MOST_EVENTS = 10_000;
    private static final int FETCH_BYTES = 1 << 18;
    private static final int MOST_BYTES = 1 << 22;

    private final String topic;
    private final Duration linger;
    private final IngestMetrics metrics;
    private final KafkaConsumer<String, byte[]> consumer;
    /** What the store holds. */
    private final Map<TopicPartition, OptionalLong> stored = new HashMap<>();

    /** @param linger how long the broker waits for events to fill a batch */
    EventConsumer(KafkaClientSettings kafka, String topic, Duration linger, IngestMetrics metrics) {
        this.topic = topic;
        this.linger = linger;
        this.metrics = metrics;
        this.consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST_EVENTS,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        Math.toIntExact(linger.toMillis()),
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        MOST_BYTES,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        MOST_BYTES)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Takes all partitions of the topic, each from where the store stands.
     *
     * @return how many there are; 0 if the topic is not there yet
     */
    int assign(TimeSeriesStore store) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OptionalLong position = store.position(new StreamPartition(topic, partition.partition()));
            stored.put(partition, position);
            consumer.seek(partition, from(partition, position, begins.get(partition), ends.get(partition)));
        }
        return partitions.size();
    }

    /** How many partitions the topic has now. */
    int partitionCount() {
        return partitions().size();
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        return known == null
                ? List.of()
                : known.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private long from(TopicPartition partition, OptionalLong position, long begin, long end) {
        if (position.isEmpty()) {
            return begin;
        }
        long next = position.getAsLong();
        if (next > end) {
            LOG.errorf(
                    "%s ends at offset %d, the history stands at %d: the topic was made anew. What it holds is read from "
                            + "its begin; what was told between is lost",
                    partition, end, next);
            return begin;
        }
        if (next < begin) {
            metrics.lost(begin - next);
            LOG.errorf(
                    "%d twin events of %s were deleted by Kafka before they came into the history: their values are lost. "
                            + "Give the topic a longer retention, or find out why the history stood still",
                    begin - next, partition);
            return begin;
        }
        return next;
    }

    /** Waits for events. */
    ConsumerRecords<String, byte[]> poll() {
        return consumer.poll(linger);
    }

    /** How far the partitions of these events are read with them. */
    Map<StreamPartition, Progress> progress(ConsumerRecords<String, byte[]> events) {
        Map<StreamPartition, Progress> progress = new HashMap<>();
        for (TopicPartition partition : events.partitions()) {
            progress.put(
                    new StreamPartition(topic, partition.partition()),
                    new Progress(stored.getOrDefault(partition, OptionalLong.empty()), consumer.position(partition)));
        }
        return progress;
    }

    /** They are stored. */
    void stored(Map<StreamPartition, Progress> progress) {
        progress.forEach((partition, done) ->
                stored.put(new TopicPartition(topic, partition.partition()), OptionalLong.of(done.next())));
    }

    /** Has a poll that waits end, from another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
