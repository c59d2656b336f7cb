package io.celltwin.twin.topic;

import io.celltwin.model.ThingModel;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.RunningSubscription;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingEvent;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSynchronizer;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * A subscription fed by a Kafka topic of twin events: the replicas of an app are one consumer group and divide the things by
 * the topic's partitions. Whoever dies when, each change counts once in what is remembered of its thing.
 *
 * <p><b>Idea.</b> What is remembered of each thing (its checkpoint) and the offset up to where the events are dealt with are
 * saved in one transaction, and only when the results of all those events are stored outside. So the next owner of a
 * partition goes on with the events from the offset on and with what was remembered exactly there.
 *
 * <p><b>Algorithm.</b> One thread goes round these steps ({@link TopicMember#step}):
 *
 * <ol>
 *   <li>Take events: those of the partitions that are followed, each told to the listener in the order of its thing's
 *       revisions; a thing of which one is missing becomes stale.
 *   <li>Prepare: of partitions given to this replica, restore the checkpoints of their things. What no checkpoint completes is
 *       stale.
 *   <li>Read stale things at the twin service and tell them as snapshots.
 *   <li>Catch up, once after partitions came: when the backlog is taken and nothing is stale, list all things, read those of
 *       which nobody told, and tell the listener that it knows everything.
 *   <li>Save, every interval: settle, that is, take and tell nothing until the listener's results are stored; then save the
 *       checkpoints of the things told of, and the offsets, in one transaction.
 *   <li>Pause the fetching of every partition that is not followed.
 * </ol>
 *
 * <p><b>States.</b> Each partition is in one {@link PartitionState}: preparing, broken, following or settling; {@link
 * AssignedPartitions} draws how it moves. On a rebalance, what can be saved is saved before the partition is released; when the
 * group has already given it to another (lost), nothing is.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>Only of a partition that is followed are events taken, and only of one that is followed or settling is an offset saved.
 *   <li>Between the listener's word that it has settled and the end of the save, it is told nothing.
 *   <li>A checkpoint and the offset of its partition are saved by one transaction, sent by a member of the group: one that the
 *       group gave up is refused.
 *   <li>A thing of which something is missing has a checkpoint that says so, until it has been read.
 * </ul>
 *
 * <p><b>Crash points.</b>
 *
 * <ul>
 *   <li>While events are taken or results are stored: the next owner takes the events since the last save again, from what was
 *       remembered there, and makes the same results again.
 *   <li>Within the transaction: it is aborted, at the latest when its time is up; the next owner's reading of the offset waits
 *       for that. As above.
 *   <li>After the transaction: nothing is done twice.
 *   <li>While things are read: their checkpoints say that they are incomplete, or they have none; the next owner reads them.
 *   <li>Silent for longer than the session: another owner goes on; what this one still tells makes the same results, and its
 *       save is refused.
 * </ul>
 */
public final class TopicSubscription implements RunningSubscription {

    private static final Logger LOG = Logger.getLogger(TopicSubscription.class);
    private static final Duration LEAVING = Duration.ofSeconds(5);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

    private final String name;
    private final TopicSettings settings;
    private final ThingSynchronizer synchronizer;
    private final CheckpointTopic checkpoints;
    private final TopicMember.Parts parts;
    private final Thread thread;
    private final BackoffSequence backoff = BACKOFF.sequence();

    private volatile TopicMember member;
    private volatile Optional<String> failure = Optional.of("waiting for Kafka");
    private volatile boolean closed;

    /** @param name for the log */
    public TopicSubscription(
            String name,
            TwinListener listener,
            ThingReader reader,
            ModelLookup models,
            SubscriptionMetrics metrics,
            TopicSettings settings,
            InstantSource clock) {
        this.name = name;
        this.settings = settings;
        UnsavedThings things = new UnsavedThings();
        this.synchronizer = new ThingSynchronizer(name, noting(listener, things), reader, models, metrics, clock);
        this.checkpoints = new CheckpointTopic(settings);
        this.parts = new TopicMember.Parts(
                name, settings, listener, reader, synchronizer, things, checkpoints, metrics, clock);
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
        TopicMember current = member;
        return failure.isPresent() || current == null ? failure : current.lacks();
    }

    @Override
    public int waiting() {
        TopicMember current = member;
        return current == null ? 0 : current.waiting();
    }

    @Override
    public Duration settling() {
        TopicMember current = member;
        return current == null ? Duration.ZERO : current.settling();
    }

    private void run() {
        try (checkpoints) {
            while (!closed) {
                try {
                    follow();
                } catch (WakeupException | InterruptException e) {
                    // Told to end: the loop's condition says so.
                } catch (KafkaException e) {
                    failed("Kafka: " + e.getMessage());
                } catch (RuntimeException e) {
                    LOG.errorf(e, "%s failed and begins anew", name);
                    failed("it failed: " + e);
                }
            }
        }
    }

    private void failed(String reason) {
        Optional<String> told = failure;
        failure = Optional.of(reason);
        if (!failure.equals(told)) {
            LOG.warnf("%s waits: %s", name, reason);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void follow() {
        ThingPartitions partitions = checkpoints.prepare();
        try (TopicMember joining = new TopicMember(parts, partitions, new KafkaConsumer<>(settings.groupConsumer()))) {
            member = joining;
            joining.join();
            while (!closed) {
                joining.step();
                failure = Optional.empty();
                backoff.reset();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        if (thread == Thread.currentThread()) {
            return;
        }
        TopicMember running = member;
        if (running != null) {
            running.wakeup();
        }
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronizer.close();
        thread.interrupt();
    }

    /** A listener that notes of which things the other was told, then tells it. */
    static TwinListener noting(TwinListener listener, UnsavedThings things) {
        return new NotingListener(listener, things);
    }

    private record NotingListener(TwinListener listener, UnsavedThings things) implements TwinListener {

        @Override
        public void changed(TwinChange change) {
            things.told(change.thingId());
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
        public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
            listener.resumed(thingId, model, checkpoint);
        }
    }
}
