package io.celltwin.adapter.sharing;

import io.celltwin.adapter.services.Backoff;
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
import java.util.random.RandomGenerator;
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
 * One replica's part in the consumer group of its adapter. Kafka divides the partitions of a topic among the members and
 * tells when that changes; nothing is ever read from the topic. Tries to be a member for as long as it is not told to
 * leave.
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
    private final PartitionOwner owner;
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
     * @param owner is told what this replica owns, on the member's own thread
     * @param backoff the delays while Kafka refuses
     */
    public GroupMember(
            Map<String, Object> consumerConfig,
            Map<String, Object> adminConfig,
            SharingSettings settings,
            PartitionOwner owner,
            Backoff backoff) {
        this.consumerConfig = consumerConfig;
        this.settings = settings;
        this.topic = new PartitionTopic(adminConfig, settings);
        this.owner = owner;
        this.backoff = backoff;
    }

    /** Joins the group, as soon as Kafka is there. */
    public void start() {
        var thread = new Thread(this::run, settings.group() + "-member");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Leaves the group at once, so that others need not wait for the session's end. Call it once, after the start.
     *
     * @return completes when the owner has given up everything and the group knows; with true if there is certainly no
     *         other replica
     */
    public CompletionStage<Boolean> leave() {
        leaving.countDown();
        var present = consumer;
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
        int failures = 0;
        while (!isLeaving()) {
            try {
                takePart();
            } catch (WakeupException e) {
                LOG.debugf("%s leaves", settings.group());
            } catch (RuntimeException e) {
                failures = problem.isEmpty() ? 1 : failures + 1;
                report(e);
                pause(backoff.delay(failures, RandomGenerator.getDefault()));
            }
        }
        left.complete(isGroupEmpty());
    }

    private boolean isGroupEmpty() {
        try {
            return topic.isGroupEmpty();
        } catch (KafkaException e) {
            LOG.infof("cannot find out whether %s has other replicas: %s", settings.group(), e.getMessage());
            return false;
        }
    }

    private void takePart() {
        var partitions = topic.ensure();
        var member = new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = member;
        try {
            var assignment = new Assignment(member, partitions);
            member.subscribe(List.of(SharingSettings.TOPIC), assignment);
            while (!isLeaving()) {
                member.poll(POLL);
                assignment.check();
            }
        } finally {
            consumer = null;
            member.close(CLOSE);
        }
    }

    private void report(RuntimeException failure) {
        var reason = failure.getCause() == null ? failure.toString() : failure + ": " + failure.getCause();
        problem = Optional.of("Kafka refuses: " + reason);
        if (!reason.equals(lastFailure)) {
            lastFailure = reason;
            LOG.warnf("%s cannot take part in its group, trying again: %s", settings.group(), reason);
        }
        owner.inDoubt();
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

    /** What Kafka has assigned, and whether that can still be relied on. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> member;
        private final DevicePartitions partitions;
        private final Metric answers;
        private final Metric heartbeats;
        private final Contact contact;
        /** False from the moment that Kafka has taken everything away until it assigns anew. */
        private boolean valid;

        private boolean doubted;
        private double heartbeatsBefore;
        private int polls;

        private Assignment(KafkaConsumer<byte[], byte[]> member, DevicePartitions partitions) {
            this.member = member;
            this.partitions = partitions;
            answers = metric("consumer-metrics", "response-total");
            heartbeats = metric("consumer-coordinator-metrics", "heartbeat-total");
            contact = new Contact(settings.longestSilence(), System.nanoTime());
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            valid = true;
            rely();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            LOG.infof("%s hands over %s of %s partitions", settings.group(), revoked.size(), partitions.count());
            owner.revoked(numbers(revoked));
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            LOG.warnf("%s was taken for dead by its group", settings.group());
            valid = false;
            problem = Optional.of(JOINING);
            owner.inDoubt();
        }

        private void check() {
            boolean held = contact.isHeld(value(answers), System.nanoTime());
            if (!valid) {
                problem = Optional.of(held ? JOINING : OUT_OF_TOUCH);
            } else if (!held && !doubted) {
                LOG.warnf("%s is out of touch with Kafka: others may serve its devices", settings.group());
                doubted = true;
                polls = 0;
                heartbeatsBefore = value(heartbeats);
                problem = Optional.of(OUT_OF_TOUCH);
                owner.inDoubt();
            } else if (doubted && value(heartbeats) > heartbeatsBefore && ++polls > CONFIRMING_POLLS) {
                rely();
            }
        }

        private void rely() {
            doubted = false;
            problem = Optional.empty();
            lastFailure = "";
            var owned = numbers(member.assignment());
            LOG.infof(
                    "%s serves the devices of %s of %s partitions", settings.group(), owned.size(), partitions.count());
            owner.assigned(owned, partitions);
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
