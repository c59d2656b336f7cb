package io.celltwin.twin.topic;

import io.celltwin.model.ThingModel;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.RunningSubscription;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingEvent;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSynchronizer;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.jboss.logging.Logger;

/**
 * A subscription fed by a Kafka topic: the replicas of an app are one consumer group and divide the things by the topic's
 * partitions.
 *
 * <p>
 * A replica that is given a partition goes on with its things from what the former owner remembered (see
 * {@link CheckpointTopic}), takes the events since then, and only after that reads the things that nobody told of. Progress is
 * saved when the listener has stored its results; until then no event is taken. So whenever a replica dies, the next one
 * takes the events since the last save once more, from what was remembered at that moment.
 */
public final class TopicSubscription implements RunningSubscription {

    private static final Logger LOG = Logger.getLogger(TopicSubscription.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_SETTLING = Duration.ofMillis(10);
    private static final Duration PAUSE_BETWEEN_READS = Duration.ofMillis(500);
    private static final Duration SETTLING_ON_HANDOVER = Duration.ofSeconds(3);
    private static final Duration CLOSING = Duration.ofSeconds(4);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final String name;
    private final TwinListener listener;
    private final ThingReader reader;
    private final TopicSettings settings;
    private final SubscriptionMetrics metrics;
    private final InstantSource clock;
    private final ThingSynchronizer synchronizer;
    private final CheckpointTopic checkpoints;
    private final Thread thread;
    /** Things told of since progress was saved last. */
    private final Set<String> touched = new HashSet<>();
    /** Things that must be read because something of them is missing. */
    private final Set<String> unread = new HashSet<>();
    /** Partitions given to this replica whose things it does not know yet. */
    private final Set<TopicPartition> preparing = new HashSet<>();
    /** Partitions of which events may be lost, so that their things must all be read. */
    private final Set<TopicPartition> broken = new HashSet<>();
    /** Up to where each partition's events had come when the partition was given to this replica. */
    private final Map<TopicPartition, Long> backlog = new HashMap<>();

    private volatile KafkaConsumer<String, byte[]> consumer;
    private ThingPartitions partitions;
    private boolean progress;
    private boolean settling;
    private boolean unusableReported;
    private Instant nextSave = Instant.MIN;
    private Instant nextRead = Instant.MIN;
    private volatile String lacks = "waiting for Kafka";
    private volatile int waiting;
    private volatile boolean closed;

    public TopicSubscription(
            String name,
            TwinListener listener,
            ThingReader reader,
            ModelLookup models,
            SubscriptionMetrics metrics,
            TopicSettings settings,
            InstantSource clock) {
        this.name = name;
        this.listener = listener;
        this.reader = reader;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.synchronizer = new ThingSynchronizer(name, new NotingListener(), reader, models, metrics, clock);
        this.checkpoints = new CheckpointTopic(settings);
        this.thread = new Thread(this::run, "twin-" + name);
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void connected() {
        // Events come from Kafka; things that are to be read are tried again and again anyway.
    }

    @Override
    public void disconnected() {
        // Likewise.
    }

    @Override
    public void offer(ThingEvent event) {
        throw new IllegalStateException("events come from topic " + settings.topic());
    }

    @Override
    public Optional<String> lacks() {
        return Optional.ofNullable(lacks);
    }

    @Override
    public int waiting() {
        return waiting;
    }

    private void run() {
        try (checkpoints) {
            String reported = "";
            while (!closed) {
                try {
                    partitions = checkpoints.prepare();
                    reported = "";
                    follow();
                } catch (WakeupException | InterruptException e) {
                    // Told to end: the loop's condition says so.
                } catch (KafkaException e) {
                    lacks = "Kafka: " + e.getMessage();
                    if (!reported.equals(e.getMessage())) {
                        LOG.warnf("%s waits for Kafka: %s", name, e.getMessage());
                        reported = String.valueOf(e.getMessage());
                    }
                    pauseAfterFailure();
                }
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void follow() {
        lacks = "waiting for a share of the things";
        consumer = new KafkaConsumer<>(settings.groupConsumer());
        try {
            consumer.subscribe(List.of(settings.topic()), new Division());
            while (!closed) {
                step();
            }
        } finally {
            // Hands the things over and leaves the group at once.
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void step() {
        try {
            ConsumerRecords<String, byte[]> events = consumer.poll(settling ? POLL_WHILE_SETTLING : POLL);
            events.forEach(this::take);
        } catch (OffsetOutOfRangeException e) {
            LOG.warnf("%s: events were deleted before they were read, so all things are read again", name);
            lost(e.partitions());
        }
        prepare();
        mend();
        catchUp();
        saveWhenDue();
        waiting = consumer.assignment().stream()
                .mapToInt(here -> (int) consumer.currentLag(here).orElse(0))
                .sum();
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        progress = true;
        Optional<ThingEvent> event = read(message);
        if (event.isEmpty()) {
            return;
        }
        String thingId = event.get().thingId();
        if (partitions.of(thingId) != message.partition()) {
            unusable(message, "it is not keyed by its thing id");
        } else if (!synchronizer.apply(event.get())) {
            touched.add(thingId);
            unread.add(thingId);
        }
    }

    private Optional<ThingEvent> read(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            unusable(message, "it is empty");
            return Optional.empty();
        }
        try {
            JsonObject json = JsonFactory.readFrom(new String(message.value(), StandardCharsets.UTF_8))
                    .asObject();
            return ThingEvent.from(ProtocolFactory.jsonifiableAdaptableFromJson(json));
        } catch (RuntimeException e) {
            unusable(message, "it is no message of the Ditto protocol");
            return Optional.empty();
        }
    }

    private void unusable(ConsumerRecord<String, byte[]> message, String reason) {
        metrics.unusable();
        if (!unusableReported) {
            unusableReported = true;
            LOG.warnf(
                    "%s cannot use the event at offset %d of %s-%d: %s. Further ones are only counted",
                    name, message.offset(), message.topic(), message.partition(), reason);
        }
    }

    private void lost(Collection<TopicPartition> gone) {
        consumer.seekToEnd(gone);
        gone.forEach(consumer::position);
        broken.addAll(gone);
        preparing.addAll(gone);
        consumer.pause(gone);
    }

    /** Learns the things of new partitions. */
    private void prepare() {
        if (preparing.isEmpty()) {
            return;
        }
        lacks = "reading things";
        List<TopicPartition> ready = List.copyOf(preparing);
        backlog.putAll(consumer.endOffsets(ready));
        for (TopicPartition here : ready) {
            // Asked for first: it waits until a transaction of the former owner is over.
            consumer.position(here);
            checkpoints
                    .restore(here.partition())
                    .forEach((thingId, known) -> takeUp(thingId, known, broken.contains(here)));
            broken.remove(here);
            preparing.remove(here);
        }
        if (!settling) {
            consumer.resume(ready);
        }
    }

    private void takeUp(String thingId, ThingCheckpoint known, boolean eventsLost) {
        boolean usable = synchronizer.resume(thingId, known.position(), known.remembered());
        if (!usable || !known.complete() || eventsLost) {
            touched.add(thingId);
            unread.add(thingId);
        }
    }

    /** Reads the things of which something is missing, as soon as the twin service answers. */
    private void mend() {
        synchronizer.readDue().ifPresent(unread::add);
        if (!unread.isEmpty() && mayRead() && synchronizer.read(Set.copyOf(unread))) {
            unread.clear();
        }
    }

    private boolean mayRead() {
        Instant now = clock.instant();
        if (now.isBefore(nextRead)) {
            return false;
        }
        nextRead = now.plus(PAUSE_BETWEEN_READS);
        return true;
    }

    /** After the events that had come before: reads the things of which no event told, and sees which are gone. */
    private void catchUp() {
        if (lacks == null || !preparing.isEmpty() || !unread.isEmpty() || !joined() || !backlogTaken() || !mayRead()) {
            return;
        }
        metrics.readAll();
        Set<String> known = synchronizer.known();
        Set<String> unsure = new HashSet<>();
        try {
            reader.ids().stream().filter(this::mine).forEach(unsure::add);
        } catch (TwinException e) {
            LOG.warnf("%s cannot list the things: %s", name, e.getMessage());
            return;
        }
        Set<String> gone = new HashSet<>(known);
        gone.removeAll(unsure);
        unsure.removeAll(known);
        unsure.addAll(gone);
        if (synchronizer.read(unsure)) {
            progress = true;
            lacks = null;
            synchronizer.tellCaughtUp();
        }
    }

    private boolean joined() {
        return !consumer.groupMetadata().memberId().isEmpty()
                && consumer.groupMetadata().generationId() >= 0;
    }

    private boolean backlogTaken() {
        return backlog.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean mine(String thingId) {
        return backlog.containsKey(new TopicPartition(settings.topic(), partitions.of(thingId)));
    }

    /** Takes no more events until the results of those taken are stored, so that the two can be saved as one. */
    private void saveWhenDue() {
        if (!settling && (!(progress || !touched.isEmpty()) || clock.instant().isBefore(nextSave))) {
            return;
        }
        if (!listener.settled()) {
            settling = true;
            consumer.pause(consumer.assignment());
            return;
        }
        save();
        nextSave = clock.instant().plus(settings.saveInterval());
        if (settling) {
            settling = false;
            consumer.resume(consumer.assignment().stream()
                    .filter(here -> !preparing.contains(here))
                    .toList());
        }
    }

    private void save() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        consumer.assignment().stream()
                .filter(backlog::containsKey)
                .filter(here -> !preparing.contains(here))
                .forEach(here -> offsets.put(here, new OffsetAndMetadata(consumer.position(here))));
        if (offsets.isEmpty()) {
            return;
        }
        Map<String, Optional<ThingCheckpoint>> memories = new HashMap<>();
        touched.stream().filter(this::mine).forEach(thingId -> memories.put(thingId, checkpointOf(thingId)));
        try {
            checkpoints.save(memories, partitions, offsets, consumer.groupMetadata());
            touched.clear();
            progress = false;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("%s could not save its progress and tries again: %s", name, e.getMessage());
        }
    }

    private Optional<ThingCheckpoint> checkpointOf(String thingId) {
        return synchronizer.position(thingId).map(position -> {
            boolean complete = !unread.contains(thingId) && !synchronizer.incomplete(thingId);
            try {
                return new ThingCheckpoint(position, complete, listener.checkpoint(thingId));
            } catch (RuntimeException e) {
                metrics.listenerFailed();
                LOG.errorf(e, "%s: the listener cannot say what it remembers of %s", name, thingId);
                return new ThingCheckpoint(position, false, Optional.empty());
            }
        });
    }

    /** Saves what can be saved before other replicas go on. */
    private void saveForHandover() {
        Instant end = clock.instant().plus(SETTLING_ON_HANDOVER);
        while (!listener.settled()) {
            if (clock.instant().isAfter(end)) {
                LOG.warnf("%s hands things over with results not stored; the next owner makes them again", name);
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_WHILE_SETTLING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        save();
    }

    private void release(Collection<TopicPartition> gone) {
        gone.forEach(here -> {
            backlog.remove(here);
            preparing.remove(here);
            broken.remove(here);
        });
        for (String thingId : synchronizer.known()) {
            if (!mine(thingId)) {
                synchronizer.release(thingId);
            }
        }
        unread.removeIf(thingId -> !mine(thingId));
        touched.removeIf(thingId -> !mine(thingId));
    }

    @Override
    public void close() {
        closed = true;
        if (thread == Thread.currentThread()) {
            return;
        }
        KafkaConsumer<String, byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
        try {
            thread.join(CLOSING.plusSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronizer.close();
        thread.interrupt();
    }

    /** What Kafka tells of the division of the partitions among the replicas; called within poll and close. */
    private final class Division implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            Map<TopicPartition, OffsetAndMetadata> saved = consumer.committed(new HashSet<>(added));
            List<TopicPartition> fresh =
                    added.stream().filter(here -> saved.get(here) == null).toList();
            if (!fresh.isEmpty()) {
                consumer.seekToEnd(fresh);
                broken.addAll(fresh);
            }
            consumer.pause(added);
            preparing.addAll(added);
            if (!added.isEmpty()) {
                lacks = "reading things";
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {
            if (!gone.isEmpty()) {
                saveForHandover();
                release(gone);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> gone) {
            LOG.warnf("%s was silent for too long, other replicas go on with %d partitions", name, gone.size());
            release(gone);
        }
    }

    /** Notes of which things the listener was told, then tells it. */
    private final class NotingListener implements TwinListener {

        @Override
        public void changed(TwinChange change) {
            touched.add(change.thingId());
            listener.changed(change);
        }

        @Override
        public void caughtUp() {
            listener.caughtUp();
        }

        @Override
        public void released(String thingId) {
            listener.released(thingId);
        }

        @Override
        public void resumed(String thingId, Optional<ThingModel> model, JsonObject remembered) {
            listener.resumed(thingId, model, remembered);
        }
    }
}
