package io.celltwin.history.ingest;

import io.celltwin.history.error.StoreException;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.PointBatch.Progress;
import io.celltwin.history.store.StreamPartition;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.service.failure.Failures;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.subscription.ModelLookup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.jboss.logging.Logger;

/**
 * Follows the topic of twin events and stores the points in them.
 *
 * <ol>
 * <li>Ask the store where it stands, and go there.
 * <li>Take what has come, at most {@code linger} later.
 * <li>Find the points.
 * <li>Store points and new position in one transaction; then go on with 2.
 * </ol>
 *
 * <p>
 * Whatever fails, it begins at 1 again after a pause: what was not stored is read again, what was stored is not. So a process that is
 * killed anywhere loses nothing and stores nothing twice. While the disk is full nothing is taken; the events wait in Kafka, for
 * as long as it keeps them.
 */
public final class TwinEventRecorder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TwinEventRecorder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LOOK_FOR_PARTITIONS_EVERY = Duration.ofMinutes(1);
    private static final long CLOSING_SECONDS = 15;

    private final Settings settings;
    private final TimeSeriesStore store;
    private final PointExtractor extractor;
    private final DiskSpace disk;
    private final IngestMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "history-recorder");
    private volatile EventConsumer running;
    private volatile Trouble trouble;
    private boolean unusableReported;

    /**
     * What is followed.
     *
     * @param kafka how Kafka is reached
     * @param topic the topic of twin events, Ditto protocol messages with the extra fields {@code definition} and {@code attributes}
     * @param linger how long events wait at most to be stored together
     */
    public record Settings(KafkaClientSettings kafka, String topic, Duration linger) {}

    /**
     * Why nothing is stored.
     *
     * @param since when it began
     * @param reason in one line
     */
    public record Trouble(Instant since, String reason) {}

    /**
     * @param settings what is followed
     * @param store where points go
     * @param models finds the models of things
     * @param disk asked before anything is stored
     * @param metrics where to count
     */
    public TwinEventRecorder(
            Settings settings, TimeSeriesStore store, ModelLookup models, DiskSpace disk, IngestMetrics metrics) {
        this.settings = settings;
        this.store = store;
        this.extractor = new PointExtractor(models);
        this.disk = disk;
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    /** Begins and returns at once; Kafka may come later. */
    public void start() {
        thread.start();
    }

    /** Why nothing is stored at the moment; empty if it is. */
    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        BackoffSequence pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE).sequence();
        while (!closed()) {
            try (EventConsumer consumer =
                    new EventConsumer(settings.kafka(), settings.topic(), settings.linger(), metrics)) {
                running = consumer;
                if (follow(consumer)) {
                    pauses.reset();
                    continue;
                }
                failed("the topic " + settings.topic() + " is not there yet");
            } catch (WakeupException e) {
                LOG.debug("The recorder was told to end");
                continue;
            } catch (KafkaException | StoreException e) {
                failed(Failures.reason(e));
            } catch (RuntimeException e) {
                LOG.errorf(e, "The recorder failed in a way that nobody thought of");
                failed(Failures.reason(e));
            }
            pause(pauses.next());
        }
    }

    private void failed(String reason) {
        Trouble before = trouble;
        if (before == null || !before.reason().equals(reason)) {
            LOG.warnf("No history is written: %s. Tried again until it works", reason);
        }
        trouble = new Trouble(before == null ? Instant.now() : before.since(), reason);
    }

    private void worked() {
        if (trouble != null) {
            LOG.info("History is written again");
            trouble = null;
        }
    }

    /** @return false if there is nothing to follow; true when partitions were added or this ends */
    private boolean follow(EventConsumer consumer) {
        int partitions = consumer.assign(store);
        if (partitions == 0) {
            return false;
        }
        long lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS_EVERY.toNanos();
        while (!closed()) {
            if (!disk.hasRoom()) {
                failed("the disk is full: values wait in Kafka until there is room");
                pause(FIRST_PAUSE);
                continue;
            }
            ConsumerRecords<String, byte[]> events = consumer.poll();
            if (events.isEmpty()) {
                metrics.reached(null);
                worked();
            } else {
                store(consumer, events);
            }
            if (System.nanoTime() - lookAgain > 0) {
                if (consumer.partitionCount() != partitions) {
                    return true;
                }
                lookAgain = System.nanoTime() + LOOK_FOR_PARTITIONS_EVERY.toNanos();
            }
        }
        return true;
    }

    private void store(EventConsumer consumer, ConsumerRecords<String, byte[]> events) {
        List<TimeSeriesPoint> points = new ArrayList<>();
        Instant newest = null;
        for (ConsumerRecord<String, byte[]> message : events) {
            Optional<RecordedEvent> event = take(message, points);
            if (event.isPresent()) {
                newest = event.get().event().timestamp();
            }
        }
        Map<StreamPartition, Progress> progress = consumer.progress(events);
        long began = System.nanoTime();
        store.append(new PointBatch(points, progress));
        consumer.stored(progress);
        metrics.stored(points.size(), Duration.ofNanos(System.nanoTime() - began));
        metrics.reached(newest);
        worked();
    }

    /** Adds what the message tells. */
    private Optional<RecordedEvent> take(ConsumerRecord<String, byte[]> message, List<TimeSeriesPoint> points) {
        try {
            Optional<RecordedEvent> event = RecordedEvent.of(ProtocolFactory.jsonifiableAdaptableFromJson(
                    JsonFactory.readFrom(new String(message.value(), StandardCharsets.UTF_8))
                            .asObject()));
            if (event.isPresent()) {
                if (!extractor.knowsModelOf(event.get())) {
                    metrics.withoutModel();
                }
                points.addAll(extractor.points(event.get()));
            }
            return event;
        } catch (RuntimeException e) {
            // Anybody may write there, and there are many ways of being wrong.
            metrics.unusable();
            if (!unusableReported) {
                unusableReported = true;
                LOG.warnf(
                        "The message at offset %d of %s-%d is no twin event: %s. Further ones are only counted",
                        message.offset(), message.topic(), message.partition(), Failures.reason(e));
            }
            return Optional.empty();
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void pause(Duration pause) {
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The recorder ends in a pause");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Ends after the batch that is being stored. */
    @Override
    public void close() {
        closing.countDown();
        EventConsumer consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
