package io.celltwin.adapter.sharing;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * One replica's membership in the consumer group of its adapter. Kafka divides the partitions of a topic among the members and
 * tells when that changes; nothing is ever read from the topic.
 * <ol>
 * <li>The topic is created if it is missing, and a consumer subscribes to it. While Kafka refuses either, that is tried again
 * after growing delays.</li>
 * <li>The consumer is polled four times a second: that is when Kafka's client tells what is assigned, revoked and lost.</li>
 * <li>After each poll it is looked whether anything was heard of Kafka lately. Who is silent is taken for dead by the group
 * after the session's timeout, and its partitions go to others; so a member that hears nothing doubts its assignment earlier
 * than that, and tells the listener.</li>
 * <li>It relies on the assignment again when a heartbeat has arrived since and so many polls later the client has not told of a
 * loss: the answer to a heartbeat of a member that was thrown out says so.</li>
 * <li>Leaving wakes the poll; closing the consumer has everything revoked and tells the group.</li>
 * </ol>
 * The standing of a membership has the states of {@link Standing}:
 * <pre>
 *   JOINING  -&gt; RELIABLE           assigned
 *   RELIABLE -&gt; DOUBTFUL           silence
 *   DOUBTFUL -&gt; RELIABLE           a heartbeat that was answered, or assigned
 *   RELIABLE, DOUBTFUL -&gt; JOINING  lost
 * </pre>
 * Invariants: the listener is called on the member's own thread alone; between {@code inDoubt} and the next {@code assigned} it
 * holds nothing for certain; {@link #problem} is empty exactly while the assignment is relied on.
 * <p>
 * Where it may break off: a process that is killed is missed by the group after the session's timeout; one that is suspended
 * learns of its loss with the first poll after it goes on, and what it does before that, others may do too.
 */
public final class GroupMember {

    private static final Logger LOG = Logger.getLogger(GroupMember.class);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(2));
    private static final String JOINING = "Kafka has not told yet which devices to serve";
    private static final String OUT_OF_TOUCH = "out of touch with Kafka";
    /** So many polls in a row after the first sign of life: a loss of membership would have been told by then. */
    private static final int CONFIRMING_POLLS = 2;

    private final Map<String, Object> consumerConfig;
    private final SharingSettings settings;
    private final PartitionTopic topic;
    private final AssignmentListener listener;
    private final Backoff backoff;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile Optional<String> problem = Optional.of(JOINING);
    private String lastFailure = "";

    /**
     * @param consumerConfig the settings of the consumer that is the member
     * @param adminConfig the settings of the client that creates the topic; gives up soon
     * @param settings how the replicas share
     * @param listener is told what this replica owns, on the member's own thread
     * @param backoff the delays while Kafka refuses
     */
    public GroupMember(
            Map<String, Object> consumerConfig,
            Map<String, Object> adminConfig,
            SharingSettings settings,
            AssignmentListener listener,
            Backoff backoff) {
        this.consumerConfig = consumerConfig;
        this.settings = settings;
        this.topic = new PartitionTopic(adminConfig, settings);
        this.listener = listener;
        this.backoff = backoff;
    }

    /** Joins the group, as soon as Kafka is there. */
    public void start() {
        Thread thread = new Thread(this::run, settings.group() + "-member");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Leaves the group at once, so that others need not wait for the session's end. Call it once, after the start.
     *
     * @return completes when the listener has given up everything and the group knows; with true if there is certainly no
     *         other replica
     */
    public CompletionStage<Boolean> leave() {
        leaving.countDown();
        KafkaConsumer<byte[], byte[]> present = consumer;
        if (present != null) {
            present.wakeup();
        }
        return left;
    }

    /**
     * @return why this replica does not know what to serve; empty if it does
     */
    public Optional<String> problem() {
        return problem;
    }

    private void run() {
        BackoffSequence failures = backoff.sequence();
        while (!isLeaving()) {
            try {
                takePart();
            } catch (WakeupException e) {
                LOG.debugf("%s leaves", settings.group());
            } catch (RuntimeException e) {
                if (problem.isEmpty()) {
                    failures.reset();
                }
                report(e);
                pause(failures.next());
            }
        }
        left.complete(isGroupEmpty());
    }

    private boolean isGroupEmpty() {
        try {
            return topic.isGroupEmpty();
        } catch (KafkaException e) {
            LOG.infof("Cannot find out whether %s has other replicas: %s", settings.group(), e.getMessage());
            return false;
        }
    }

    private void takePart() {
        DevicePartitions partitions = topic.ensure();
        KafkaConsumer<byte[], byte[]> member =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = member;
        try {
            Membership membership = new Membership(member, partitions);
            member.subscribe(List.of(SharingSettings.TOPIC), membership);
            while (!isLeaving()) {
                member.poll(POLL);
                membership.check();
            }
        } finally {
            consumer = null;
            member.close(CLOSE);
        }
    }

    private void report(RuntimeException failure) {
        String reason = failure.getCause() == null ? failure.toString() : failure + ": " + failure.getCause();
        problem = Optional.of("Kafka refuses: " + reason);
        if (!reason.equals(lastFailure)) {
            lastFailure = reason;
            LOG.warnf("%s cannot take part in its group, trying again: %s", settings.group(), reason);
        }
        listener.inDoubt();
    }

    private boolean isLeaving() {
        return leaving.getCount() == 0;
    }

    private void pause(Duration delay) {
        try {
            if (leaving.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s leaves", settings.group());
            }
        } catch (InterruptedException e) {
            leaving.countDown();
        }
    }

    /** Whether what Kafka has assigned can be relied on. */
    private enum Standing {
        /** Kafka has not told what is assigned, or has taken everything away. */
        JOINING,
        /** What is assigned is this replica's. */
        RELIABLE,
        /** Kafka was not heard of for so long that others may have been assigned the same. */
        DOUBTFUL
    }

    /** One membership, from joining to leaving. */
    private final class Membership implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> member;
        private final DevicePartitions partitions;
        private final Metric answers;
        private final Metric heartbeats;
        private final LivenessMonitor kafka;
        private Standing standing = Standing.JOINING;
        private double heartbeatsBeforeDoubt;
        private int confirmingPolls;

        private Membership(KafkaConsumer<byte[], byte[]> member, DevicePartitions partitions) {
            this.member = member;
            this.partitions = partitions;
            answers = metric("consumer-metrics", "response-total");
            heartbeats = metric("consumer-coordinator-metrics", "heartbeat-total");
            kafka = new LivenessMonitor(settings.longestSilence(), System.nanoTime());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            rely();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            LOG.infof("%s hands over %s of %s partitions", settings.group(), revoked.size(), partitions.count());
            listener.revoked(numbers(revoked));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            LOG.warnf("%s was taken for dead by its group", settings.group());
            standing = Standing.JOINING;
            problem = Optional.of(JOINING);
            listener.inDoubt();
        }

        private void check() {
            boolean alive = kafka.isAlive(value(answers), System.nanoTime());
            switch (standing) {
                case JOINING -> problem = Optional.of(alive ? JOINING : OUT_OF_TOUCH);
                case RELIABLE -> {
                    if (!alive) {
                        doubt();
                    }
                }
                case DOUBTFUL -> {
                    if (value(heartbeats) > heartbeatsBeforeDoubt && ++confirmingPolls > CONFIRMING_POLLS) {
                        rely();
                    }
                }
            }
        }

        private void doubt() {
            LOG.warnf("%s is out of touch with Kafka: others may serve its devices", settings.group());
            standing = Standing.DOUBTFUL;
            confirmingPolls = 0;
            heartbeatsBeforeDoubt = value(heartbeats);
            problem = Optional.of(OUT_OF_TOUCH);
            listener.inDoubt();
        }

        private void rely() {
            standing = Standing.RELIABLE;
            problem = Optional.empty();
            lastFailure = "";
            Set<Integer> owned = numbers(member.assignment());
            LOG.infof(
                    "%s serves the devices of %s of %s partitions", settings.group(), owned.size(), partitions.count());
            listener.assigned(owned, partitions);
        }

        private Metric metric(String group, String name) {
            return member.metrics().entrySet().stream()
                    .filter(each -> each.getKey().group().equals(group)
                            && each.getKey().name().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Kafka's consumer does not measure " + name));
        }

        private static double value(Metric metric) {
            return ((Number) metric.metricValue()).doubleValue();
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
        }
    }
}
