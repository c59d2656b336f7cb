package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.InboundHandler;
import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.connection.transport.ResourceState;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.jboss.logging.Logger;

/**
 * One consumer of a connection's source, on a thread of its own. Each batch that Kafka hands over is executed in order
 * and told to Kafka as read when all its changes are on disk. What the twin could not execute is asked for again, with
 * all that came after it in its partition; so messages may be executed twice, but none is left out and the last one of
 * each key is executed last.
 */
final class KafkaSource implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaSource.class);
    private static final Duration POLL_TIME = Duration.ofMillis(500);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Set<String> topics;
    private final boolean atLeastOnce;
    private final long longestMessage;
    private final InboundHandler inbound;
    private final ConnectionLog log;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile ResourceState state;
    /** How far each partition is done with. Used by the thread alone, as all below. */
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    private final BackoffSequence pauses = BACKOFF.sequence();
    /** When the partitions that are paused are read again, in the time of {@link System#nanoTime()}. */
    private long pausedUntilNanos;

    /**
     * @param settings the settings of the Kafka consumer
     * @param topics what it reads
     * @param atLeastOnce whether a message is told as read after it was executed, else before
     * @param longestMessage how many bytes a message may have
     */
    KafkaSource(
            Map<String, Object> settings,
            Set<String> topics,
            boolean atLeastOnce,
            long longestMessage,
            InboundHandler inbound,
            ConnectionLog log) {
        this.settings = settings;
        this.topics = topics;
        this.atLeastOnce = atLeastOnce;
        this.longestMessage = longestMessage;
        this.inbound = inbound;
        this.log = log;
        state = new ResourceState(String.join(",", topics), ConnectivityStatus.UNKNOWN, "Connecting.", Instant.now());
        thread = new Thread(this::run, "edge-twin-source-" + settings.get("client.id"));
    }

    void open() {
        thread.start();
    }

    ResourceState state() {
        return state;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        while (!isClosing()) {
            try (KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                done.clear();
                opened.subscribe(topics, new Handover(opened));
                while (!isClosing()) {
                    step(opened);
                }
                commit(opened, done);
            } catch (WakeupException | InterruptException | InterruptedException e) {
                LOG.debugf("The source %s ends", topics);
            } catch (KafkaException e) {
                failed(e.getMessage()
                        + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"));
            } catch (RuntimeException e) {
                LOG.errorf(e, "The source %s failed by a defect and is opened again", topics);
                failed("A defect of the twin service; its log says more.");
            } finally {
                consumer = null;
            }
            rest();
        }
        state = state.now(ConnectivityStatus.CLOSED, "Closed.");
    }

    private void failed(String reason) {
        if (state.status() != ConnectivityStatus.FAILED) {
            LOG.warnf("The source %s failed and is opened again: %s", topics, reason);
        }
        log.failure(reason);
        state = state.now(ConnectivityStatus.FAILED, reason);
    }

    private void rest() {
        try {
            closing.await(pauses.next().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> from) throws InterruptedException {
        if (!from.paused().isEmpty() && System.nanoTime() - pausedUntilNanos >= 0) {
            from.resume(from.paused());
        }
        ConsumerRecords<byte[], byte[]> records = from.poll(POLL_TIME);
        observe(from);
        if (records.isEmpty()) {
            return;
        }
        if (atLeastOnce) {
            execute(from, records);
        } else {
            executeOnceAtMost(from, records);
        }
    }

    private void execute(KafkaConsumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        List<Started> started = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> message : records) {
            started.add(start(message));
        }
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        Map<TopicPartition, Long> again = new HashMap<>();
        for (Started message : started) {
            boolean isDone = message.outcome().join();
            if (isDone && !again.containsKey(message.partition())) {
                read.put(message.partition(), new OffsetAndMetadata(message.offset() + 1));
            } else {
                again.putIfAbsent(message.partition(), message.offset());
            }
        }
        done.putAll(read);
        from.commitAsync(read, null);
        if (again.isEmpty()) {
            pauses.reset();
        } else {
            retryLater(from, again);
        }
    }

    private void retryLater(KafkaConsumer<byte[], byte[]> from, Map<TopicPartition, Long> again) {
        Duration time = pauses.next();
        pausedUntilNanos = System.nanoTime() + time.toNanos();
        log.failure("The twin could not execute messages; they are read again in " + time.toMillis() + " ms.");
        again.forEach(from::seek);
        from.pause(again.keySet());
    }

    private void executeOnceAtMost(KafkaConsumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        from.commitSync();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            start(message);
        }
    }

    private Started start(ConsumerRecord<byte[], byte[]> message) throws InterruptedException {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        byte[] value = message.value() == null ? new byte[0] : message.value();
        if (value.length > longestMessage) {
            inbound.refuseTooLarge(message.topic(), longestMessage);
            return new Started(partition, message.offset(), CompletableFuture.completedFuture(true));
        }
        InboundMessage inboundMessage =
                new InboundMessage(message.topic(), headers(message), new String(value, StandardCharsets.UTF_8));
        return new Started(
                partition, message.offset(), inbound.execute(inboundMessage).toCompletableFuture());
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key().toLowerCase(Locale.ROOT), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        headers.put("kafka.topic", message.topic());
        headers.put("kafka.timestamp", Long.toString(message.timestamp()));
        if (message.key() != null) {
            headers.put("kafka.key", new String(message.key(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Kafka's consumer does not say that the broker is gone: it waits. So its connections are counted. */
    private void observe(KafkaConsumer<byte[], byte[]> from) {
        if (connections(from) == 0) {
            if (state.status() == ConnectivityStatus.OPEN) {
                failed("The Kafka broker does not answer.");
            } else {
                state = state.now(state.status(), "The Kafka broker does not answer.");
            }
        } else if (from.groupMetadata().generationId() >= 0 && state.status() != ConnectivityStatus.OPEN) {
            state = state.now(
                    ConnectivityStatus.OPEN, "Consuming " + from.assignment().size() + " partitions.");
            pauses.reset();
            log.success("The source " + state.address() + " is open.");
        }
    }

    private static double connections(KafkaConsumer<byte[], byte[]> from) {
        return from.metrics().values().stream()
                .filter(metric -> "connection-count".equals(metric.metricName().name()))
                .map(Metric::metricValue)
                .mapToDouble(value -> (Double) value)
                .sum();
    }

    private static void commit(KafkaConsumer<byte[], byte[]> from, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!offsets.isEmpty()) {
            from.commitSync(offsets, CLOSE_TIME.dividedBy(2));
        }
    }

    /** Ends when the messages at hand are executed. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        try {
            thread.join(CLOSE_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("The source %s did not end in time", topics);
            thread.interrupt();
        }
    }

    /** A message that is being executed. */
    private record Started(TopicPartition partition, long offset, CompletableFuture<Boolean> outcome) {}

    /** Tells Kafka how far partitions were read before somebody else gets them. */
    private final class Handover implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> from;

        Handover(KafkaConsumer<byte[], byte[]> from) {
            this.from = from;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>(done);
            last.keySet().retainAll(partitions);
            commit(from, last);
            done.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            done.keySet().removeAll(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debugf("The source %s reads %s", topics, partitions);
        }
    }
}
