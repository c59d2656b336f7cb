package io.celltwin.twin.topic;

import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingEvent;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSynchronizer;
import io.celltwin.twin.subscription.TwinListener;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One membership of this replica in the consumer group, from joining to leaving: the steps that {@link TopicSubscription}
 * tells. All calls but {@link #lacks}, {@link #waiting} and {@link #wakeup} come from one thread.
 */
final class TopicMember implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicMember.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_SETTLING = Duration.ofMillis(10);
    private static final Duration PAUSE_BETWEEN_READS = Duration.ofMillis(500);
    private static final Duration SETTLING_ON_HANDOVER = Duration.ofSeconds(3);
    private static final Duration LEAVING = Duration.ofSeconds(4);
    /** Results that are not stored for so long hold up everything: a human must look. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    private final String name;
    private final TopicSettings settings;
    private final TwinListener listener;
    private final ThingReader reader;
    private final ThingSynchronizer synchronizer;
    private final UnsavedThings things;
    private final Checkpoints checkpoints;
    private final ThingPartitions thingPartitions;
    private final EventDecoder decoder;
    private final SubscriptionMetrics metrics;
    private final InstantSource clock;
    private final Consumer<String, byte[]> consumer;
    private final AssignedPartitions assigned = new AssignedPartitions();

    /** Events were taken since progress was saved last. */
    private boolean progress;

    private Instant nextSave = Instant.MIN;
    private Instant nextRead = Instant.MIN;
    private volatile Optional<String> lacks = Optional.of("waiting for a share of the things");
    private volatile int waiting;
    private volatile Optional<Instant> settlingSince = Optional.empty();

    /**
     * What a member works with.
     *
     * @param name for the log
     * @param listener asked for its checkpoints and whether it has settled; told by the synchronizer alone
     * @param synchronizer tells the listener
     * @param things which things {@code synchronizer} told of
     */
    record Parts(
            String name,
            TopicSettings settings,
            TwinListener listener,
            ThingReader reader,
            ThingSynchronizer synchronizer,
            UnsavedThings things,
            Checkpoints checkpoints,
            SubscriptionMetrics metrics,
            InstantSource clock) {}

    TopicMember(Parts parts, ThingPartitions thingPartitions, Consumer<String, byte[]> consumer) {
        this.name = parts.name();
        this.settings = parts.settings();
        this.listener = parts.listener();
        this.reader = parts.reader();
        this.synchronizer = parts.synchronizer();
        this.things = parts.things();
        this.checkpoints = parts.checkpoints();
        this.metrics = parts.metrics();
        this.clock = parts.clock();
        this.thingPartitions = thingPartitions;
        this.decoder = new EventDecoder(name, thingPartitions, metrics);
        this.consumer = consumer;
    }

    /** What keeps the listener from knowing everything, in a few words; empty when nothing does. */
    Optional<String> lacks() {
        return lacks.or(() -> settlingSince
                .filter(since -> !clock.instant().isBefore(since.plus(STUCK)))
                .map(since -> "results are not stored since " + since));
    }

    /** How long the listener's results have been waited for; zero if they are not. */
    Duration settling() {
        return settlingSince
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** How many events wait to be taken. */
    int waiting() {
        return waiting;
    }

    void join() {
        consumer.subscribe(List.of(settings.topic()), new Rebalancing());
    }

    /** Makes the step under way, or the next one, fail with a {@link WakeupException}. */
    void wakeup() {
        consumer.wakeup();
    }

    /** One round: never waits for the listener or the twin service longer than a read takes. */
    void step() {
        takeEvents();
        prepare();
        if (!assigned.settling()) {
            readStale();
            catchUp();
        }
        saveWhenDue();
        pauseWhatIsNotFollowed();
        waiting = consumer.assignment().stream()
                .mapToInt(partition ->
                        (int) Math.min(consumer.currentLag(partition).orElse(0), Integer.MAX_VALUE))
                .sum();
    }

    private void takeEvents() {
        try {
            for (ConsumerRecord<String, byte[]> message :
                    consumer.poll(assigned.settling() ? POLL_WHILE_SETTLING : POLL)) {
                progress = true;
                decoder.decode(message).ifPresent(this::take);
            }
        } catch (OffsetOutOfRangeException e) {
            LOG.warnf("%s: events were deleted before they were read, so all things are read again", name);
            consumer.seekToEnd(e.partitions());
            e.partitions().forEach(consumer::position);
            e.partitions().forEach(assigned::eventsLost);
        }
    }

    private void take(ThingEvent event) {
        if (!synchronizer.apply(event)) {
            things.stale(event.thingId());
        }
    }

    /** Restores what former owners knew of the things of new partitions. */
    private void prepare() {
        Set<TopicPartition> fresh = assigned.unprepared();
        if (fresh.isEmpty()) {
            return;
        }
        lacks = Optional.of("reading things");
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
        for (TopicPartition partition : fresh) {
            // Asked for first: it waits until a transaction of the former owner is over.
            consumer.position(partition);
            if (assigned.state(partition).orElseThrow() instanceof PartitionState.Broken) {
                restoreBroken(partition);
                // Whoever goes on before the first save would begin at the end and never learn what happened meanwhile.
                progress = true;
                nextSave = Instant.MIN;
            } else {
                checkpoints.restore(partition.partition()).forEach(this::resume);
            }
            assigned.prepared(partition, ends.get(partition));
        }
    }

    private void resume(String thingId, ThingCheckpoint saved) {
        boolean usable = synchronizer.resume(thingId, saved.position(), saved.remembered());
        if (!usable || !saved.complete()) {
            things.stale(thingId);
        }
    }

    /** What this replica knows of a thing already is newer than its checkpoint; either way the thing must be read. */
    private void restoreBroken(TopicPartition partition) {
        Set<String> known = synchronizer.known();
        checkpoints.restore(partition.partition()).forEach((thingId, saved) -> {
            if (!known.contains(thingId)) {
                resume(thingId, saved);
            }
        });
        synchronizer.known().stream()
                .filter(thingId -> partitionOf(thingId).equals(partition))
                .forEach(things::stale);
    }

    /** Reads the things of which something is missing, as soon as the twin service answers. */
    private void readStale() {
        synchronizer.readDue().ifPresent(things::stale);
        Set<String> stale = things.stale();
        if (!stale.isEmpty() && mayRead() && synchronizer.read(stale)) {
            things.fresh(stale);
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
        if (lacks.isEmpty()
                || !joined()
                || !things.stale().isEmpty()
                || !assigned.backlogTaken(consumer::position)
                || !mayRead()) {
            return;
        }
        metrics.readAll();
        Set<String> known = synchronizer.known();
        Set<String> unsure = new HashSet<>();
        try {
            reader.ids().stream().filter(this::isMine).forEach(unsure::add);
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
            lacks = Optional.empty();
            synchronizer.tellCaughtUp();
        }
    }

    private boolean joined() {
        return !consumer.groupMetadata().memberId().isEmpty()
                && consumer.groupMetadata().generationId() >= 0;
    }

    private boolean isMine(String thingId) {
        return assigned.state(partitionOf(thingId)).isPresent();
    }

    private TopicPartition partitionOf(String thingId) {
        return new TopicPartition(settings.topic(), thingPartitions.of(thingId));
    }

    /** Takes no more events until the results of those taken are stored, so that the two can be saved as one. */
    private void saveWhenDue() {
        boolean due = (progress || things.anyUnsaved()) && !clock.instant().isBefore(nextSave);
        if (!assigned.settling() && !due) {
            return;
        }
        if (!listener.settled()) {
            assigned.settle();
            settlingSince = settlingSince.or(() -> Optional.of(clock.instant()));
            return;
        }
        settlingSince = Optional.empty();
        save();
        nextSave = clock.instant().plus(settings.saveInterval());
        assigned.settled();
    }

    private void save() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        assigned.prepared()
                .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        if (offsets.isEmpty()) {
            return;
        }
        Map<String, Optional<ThingCheckpoint>> saved = new HashMap<>();
        things.unsaved().stream()
                .filter(thingId -> offsets.containsKey(partitionOf(thingId)))
                .forEach(thingId -> saved.put(thingId, checkpointOf(thingId)));
        try {
            checkpoints.save(saved, offsets, consumer.groupMetadata());
            things.saved(saved.keySet());
            progress = false;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("%s could not save its progress and tries again: %s", name, e.getMessage());
        }
    }

    private Optional<ThingCheckpoint> checkpointOf(String thingId) {
        return synchronizer.position(thingId).map(position -> {
            boolean complete = !things.isStale(thingId) && !synchronizer.incomplete(thingId);
            try {
                return new ThingCheckpoint(position, complete, listener.checkpoint(thingId));
            } catch (RuntimeException e) {
                metrics.listenerFailed();
                LOG.errorf(e, "%s: the listener cannot say what it remembers of %s", name, thingId);
                return new ThingCheckpoint(position, false, Optional.empty());
            }
        });
    }

    /** The one place that makes the consumer fetch what the states say, and nothing else. */
    private void pauseWhatIsNotFollowed() {
        consumer.pause(assigned.paused());
        consumer.resume(assigned.following());
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
        gone.forEach(assigned::released);
        synchronizer.known().stream().filter(thingId -> !isMine(thingId)).forEach(synchronizer::release);
        things.keepOnly(this::isMine);
    }

    /** Hands the things over and leaves the group at once. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(LEAVING));
    }

    /** What Kafka tells of the division of the partitions among the replicas; called within poll and close. */
    private final class Rebalancing implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            if (added.isEmpty()) {
                return;
            }
            lacks = Optional.of("reading things");
            Map<TopicPartition, OffsetAndMetadata> saved = consumer.committed(new HashSet<>(added));
            List<TopicPartition> fresh = added.stream()
                    .filter(partition -> saved.get(partition) == null)
                    .toList();
            if (!fresh.isEmpty()) {
                // An empty collection would mean all partitions.
                consumer.seekToEnd(fresh);
            }
            added.forEach(partition -> assigned.assigned(partition, saved.get(partition) != null));
            consumer.pause(added);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {
            if (!gone.isEmpty()) {
                try {
                    saveForHandover();
                } finally {
                    release(gone);
                }
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> gone) {
            LOG.warnf("%s was silent for too long, other replicas go on with %d partitions", name, gone.size());
            release(gone);
        }
    }
}
