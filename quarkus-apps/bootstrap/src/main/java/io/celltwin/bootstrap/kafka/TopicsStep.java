package io.celltwin.bootstrap.kafka;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import io.celltwin.service.failure.Failures;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The plant's Kafka topics, with as many partitions as wanted. */
public final class TopicsStep implements Step {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final KafkaClientSettings kafka;
    private final List<String> topics;
    private final Optional<Integer> partitions;
    private final Optional<Short> replicationFactor;

    /**
     * @param kafka how Kafka is reached
     * @param topics names
     * @param partitions of each; empty for the broker's default
     * @param replicationFactor of each that is created; empty for the broker's default
     */
    public TopicsStep(
            KafkaClientSettings kafka,
            List<String> topics,
            Optional<Integer> partitions,
            Optional<Short> replicationFactor) {
        this.kafka = kafka;
        this.topics = List.copyOf(topics);
        this.partitions = partitions;
        this.replicationFactor = replicationFactor;
    }

    /** The topic of a tenant's values. */
    public static String ofValues(String tenant) {
        return "hono.telemetry." + tenant;
    }

    /** Hono's topics of a tenant, and the one on which its twin events are published. */
    public static List<String> ofTenant(String tenant) {
        return List.of(
                ofValues(tenant),
                "hono.event." + tenant,
                "hono.command." + tenant,
                "hono.command_response." + tenant,
                "celltwin.twin-events." + tenant);
    }

    @Override
    public String item() {
        return topics.size() == 1 ? "topic " + topics.get(0) : "topics";
    }

    @Override
    public String service() {
        return "Kafka at " + kafka.bootstrapServers();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        try (Admin admin = Admin.create(kafka.admin(TIMEOUT))) {
            return ensure(admin, admin.listTopics().names().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException
                    || e.getCause() instanceof InvalidReplicationFactorException) {
                // Too few brokers may be a cluster that is still starting.
                throw new NotThereYetException(
                        service() + " is not ready (" + e.getCause().getMessage() + ")");
            }
            throw new RefusedException(service() + " refuses (" + e.getCause().getMessage() + ")");
        } catch (KafkaException e) {
            // It also cannot be made while no address can be resolved.
            throw new NotThereYetException(service() + " cannot be used (" + Failures.reason(e) + ")");
        }
    }

    /**
     * @param listed the topics that there were; others may be there by now, since a broker may make a topic for whoever is
     *     the first to read it, with as many partitions as it likes
     */
    List<String> ensure(Admin admin, Set<String> listed) throws ExecutionException, InterruptedException {
        Set<String> created = create(
                admin, topics.stream().filter(topic -> !listed.contains(topic)).toList());
        List<String> changes = new ArrayList<>();
        created.forEach(topic -> changes.add("Created topic " + topic));
        List<String> there =
                topics.stream().filter(topic -> !created.contains(topic)).toList();
        if (partitions.isPresent() && !there.isEmpty()) {
            changes.addAll(enlarge(admin, there, partitions.get()));
        }
        return changes;
    }

    private Set<String> create(Admin admin, List<String> absent) throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = absent.stream()
                .map(topic -> new NewTopic(topic, partitions, replicationFactor))
                .toList();
        Set<String> made = new LinkedHashSet<>();
        for (Map.Entry<String, KafkaFuture<Void>> created :
                admin.createTopics(wanted).values().entrySet()) {
            try {
                created.getValue().get();
                made.add(created.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another was quicker
                    throw e;
                }
            }
        }
        return made;
    }

    private static List<String> enlarge(Admin admin, List<String> there, int partitions)
            throws ExecutionException, InterruptedException {
        Map<String, NewPartitions> wanted = new HashMap<>();
        admin.describeTopics(there).allTopicNames().get().forEach((topic, description) -> {
            if (description.partitions().size() < partitions) {
                wanted.put(topic, NewPartitions.increaseTo(partitions));
            }
        });
        List<String> changes = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> enlarged :
                admin.createPartitions(wanted).values().entrySet()) {
            try {
                enlarged.getValue().get();
                changes.add("Gave topic " + enlarged.getKey() + " " + partitions + " partitions");
            } catch (ExecutionException e) {
                // A broker may describe a topic as it was before it was enlarged, by us or by another.
                if (!(e.getCause() instanceof InvalidPartitionsException)) {
                    throw e;
                }
            }
        }
        return changes;
    }
}
