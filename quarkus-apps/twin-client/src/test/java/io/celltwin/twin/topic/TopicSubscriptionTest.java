package io.celltwin.twin.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Replicas in processes of their own at a real broker. */
class TopicSubscriptionTest {

    private static final Logger LOG = Logger.getLogger(TopicSubscriptionTest.class);
    private static final List<String> THINGS =
            IntStream.range(0, 24).mapToObj(i -> "demo:thing-" + i).toList();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.shared();

    @TempDir
    static Path directory;

    private static Path things;

    @BeforeAll
    static void start() {
        things = AppReplica.writeThings(
                directory.resolve("things.json"),
                THINGS.stream()
                        .map(id -> JsonObject.newBuilder().set("thingId", id).build())
                        .toList());
    }

    /** More partitions than Java keeps boxed integers for. */
    @Test
    void manyPartitionsAreFoundToFitAgainAfterARestart() {
        String servers = KAFKA.bootstrapServers();
        try (TwinEventTopic topic = TwinEventTopic.create(servers, KAFKA.unique("events-many"), 130)) {
            TopicSettings settings = new TopicSettings(
                    topic.name(),
                    "app",
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(5),
                    new KafkaClientSettings(Map.of("bootstrap.servers", servers)));
            try (CheckpointTopic first = new CheckpointTopic(settings);
                    CheckpointTopic second = new CheckpointTopic(settings)) {
                first.prepare();

                assertThat(second.prepare()).isEqualTo(new ThingPartitions(130));
            }
        }
    }

    @Test
    void replicasDivideTheThingsAndGoOnExactlyWhenOneIsKilled() {
        try (TwinEventTopic topic = TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events-kill"), 6);
                ReplicaProcess first = replica(topic);
                ReplicaProcess second = replica(topic)) {
            await().atMost(PATIENCE).until(() -> ReplicaProcess.divide(Set.copyOf(THINGS), first, second));
            sendAll(topic, 2, 200);
            await().atMost(PATIENCE)
                    .until(() -> told(first, second).values().stream().allMatch(r -> r.contains(150L)));

            long killed = System.nanoTime();
            first.kill();
            int tookOver = second.lines().size();
            sendAll(topic, 201, 300);

            await().atMost(PATIENCE)
                    .until(() -> told(first, second).values().stream().allMatch(r -> r.contains(300L)));
            LOG.infof(
                    "the last thing of the killed replica was up to date after %s ms",
                    (System.nanoTime() - killed) / 1_000_000);
            assertThat(second.lines().subList(tookOver, second.lines().size()))
                    .anyMatch(line -> line.startsWith("resumed"));
            assertThatEachChangeCountsOnce(300, first, second);
        }
    }

    @Test
    void aReplicaThatIsStoppedHandsItsThingsOverAtOnce() throws InterruptedException {
        try (TwinEventTopic topic = TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events-stop"), 6);
                ReplicaProcess first = replica(topic);
                ReplicaProcess second = replica(topic)) {
            await().atMost(PATIENCE).until(() -> ReplicaProcess.divide(Set.copyOf(THINGS), first, second));
            sendAll(topic, 2, 50);
            await().atMost(PATIENCE)
                    .until(() -> told(first, second).values().stream().allMatch(r -> r.contains(50L)));

            assertThat(first.stop(10)).isTrue();
            assertThat(first.lines()).endsWith("closed");
            sendAll(topic, 51, 60);

            // Well under the session timeout of 6 s, even on a busy machine: nobody waits for a silent member.
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> told(second).values().stream().allMatch(r -> r.contains(60L)));
            assertThatEachChangeCountsOnce(60, first, second);
        }
    }

    @Test
    void whatIsNoEventIsPassedOver() {
        try (TwinEventTopic topic =
                        TwinEventTopic.create(KAFKA.bootstrapServers(), KAFKA.unique("events-nonsense"), 1);
                ReplicaProcess only = replica(topic)) {
            await().atMost(PATIENCE).until(() -> only.lines().contains("caught up"));
            topic.send("demo:thing-1", "no JSON at all");
            topic.send("demo:thing-1", "{\"topic\":\"a/b/c\"}");
            topic.send("demo:thing-1", "[]");
            sendAll(topic, 2, 2);

            await().atMost(PATIENCE).until(() -> told(only).values().stream().allMatch(r -> r.contains(2L)));
        }
    }

    private static ReplicaProcess replica(TwinEventTopic topic) {
        return ReplicaProcess.start(CountingReplica.class, KAFKA.bootstrapServers(), topic, things);
    }

    private static void sendAll(TwinEventTopic topic, int from, int to) {
        for (int revision = from; revision <= to; revision++) {
            for (String thing : THINGS) {
                topic.merged(thing, revision, Instant.EPOCH, "/features/a/properties/b", JsonValue.of(revision));
            }
        }
    }

    private static Map<String, Set<Long>> told(ReplicaProcess... replicas) {
        Map<String, Set<Long>> told = new HashMap<>();
        THINGS.forEach(thing -> told.put(thing, new HashSet<>()));
        counts(replicas).forEach(count -> told.get(count.thing()).add(count.revision()));
        return told;
    }

    /** After revision r of a thing, r - 1 changes have been counted, whoever counts, and none is missing. */
    private static void assertThatEachChangeCountsOnce(long revisions, ReplicaProcess... replicas) {
        assertThat(counts(replicas)).allMatch(count -> count.counted() == count.revision() - 1);
        assertThat(told(replicas).values()).allMatch(revision -> revision.size() == revisions);
    }

    private static List<Count> counts(ReplicaProcess... replicas) {
        List<Count> counts = new ArrayList<>();
        for (ReplicaProcess replica : replicas) {
            replica.lines().stream()
                    .filter(line -> line.startsWith("count "))
                    .map(line -> line.split(" "))
                    .forEach(words ->
                            counts.add(new Count(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]))));
        }
        return counts;
    }

    private record Count(String thing, long revision, long counted) {}
}
