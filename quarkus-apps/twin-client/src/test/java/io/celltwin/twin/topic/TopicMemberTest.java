package io.celltwin.twin.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingPosition;
import io.celltwin.twin.subscription.ThingReader;
import io.celltwin.twin.subscription.ThingSnapshot;
import io.celltwin.twin.subscription.ThingSynchronizer;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each transition of a partition, with a consumer that the test moves. */
class TopicMemberTest {

    private static final String TOPIC = "events";
    private static final String THING = "demo:thing-1";
    private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final App app = new App();
    private final Service service = new Service();
    private final KeptCheckpoints checkpoints = new KeptCheckpoints();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private TopicMember member;
    private long end;

    @BeforeEach
    void join() {
        TopicSettings settings = new TopicSettings(
                TOPIC, "app", Duration.ofSeconds(6), Duration.ofSeconds(5), new KafkaClientSettings(Map.of()));
        SubscriptionMetrics metrics = new SubscriptionMetrics(new SimpleMeterRegistry(), new TwinAccount("tester", ""));
        UnsavedThings things = new UnsavedThings();
        ThingSynchronizer synchronizer = new ThingSynchronizer(
                "tester",
                TopicSubscription.noting(app, things),
                service,
                new ModelLookup(ModelCatalog.bundled(), () -> now),
                metrics,
                () -> now);
        member = new TopicMember(
                new TopicMember.Parts(
                        "tester", settings, app, service, synchronizer, things, checkpoints, metrics, () -> now),
                new ThingPartitions(1),
                consumer);
        consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
        consumer.updateEndOffsets(Map.of(ONLY, 0L));
        member.join();
    }

    @Test
    void aPartitionThatNobodyHadIsBrokenSoItsEventsAreSkippedAndItsThingsRead() {
        end(5);
        service.put(THING, 9);

        assign();
        steps(3);

        assertThat(app.calls).containsExactly("told " + THING + " 9 snapshot", "caught up");
        assertThat(member.lacks()).isEmpty();
        assertThat(checkpoints.offset).isEqualTo(5);
        assertThat(checkpoints.saved.get(THING).position().revision()).isEqualTo(9);
    }

    @Test
    void aPartitionThatAnotherHadIsResumedAndNoEventIsTakenBefore() {
        checkpoints.keep(THING, new ThingCheckpoint(new ThingPosition(3, Optional.empty()), true, Optional.of("{}")));
        checkpoints.broken = true;
        service.put(THING, 4);
        saved(2);
        assign();
        event(2, 4);

        assertThatThrownBy(() -> member.step()).isInstanceOf(KafkaException.class);
        assertThat(app.calls).isEmpty();
        assertThat(consumer.paused()).containsExactly(ONLY);

        checkpoints.broken = false;
        steps(3);

        assertThat(app.calls).containsExactly("resumed " + THING, "told " + THING + " 4", "caught up");
    }

    @Test
    void anIncompleteCheckpointIsResumedAndItsThingRead() {
        checkpoints.keep(THING, new ThingCheckpoint(new ThingPosition(3, Optional.empty()), false, Optional.of("{}")));
        service.put(THING, 7);
        saved(0);

        assign();
        steps(3);

        assertThat(app.calls).containsExactly("resumed " + THING, "told " + THING + " 7 snapshot", "caught up");
    }

    @Test
    void whileResultsAreNotStoredNoEventIsTakenAndNothingIsSaved() {
        followed();
        app.settled = false;
        event(0, 2);
        later();
        steps(2);
        assertThat(app.calls).containsExactly("told " + THING + " 2");
        assertThat(consumer.paused()).containsExactly(ONLY);
        event(1, 3);

        steps(3);
        assertThat(app.calls).containsExactly("told " + THING + " 2");
        assertThat(checkpoints.offset).isZero();

        app.settled = true;
        steps(2);
        assertThat(checkpoints.offset).isGreaterThanOrEqualTo(1);
        assertThat(app.calls).containsExactly("told " + THING + " 2", "told " + THING + " 3");
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void resultsThatAreNotStoredForMinutesMakeTheMemberNotReady() {
        followed();
        app.settled = false;
        event(0, 2);
        later();
        steps(2);
        assertThat(member.lacks()).isEmpty();

        now = now.plus(Duration.ofMinutes(2));
        assertThat(member.lacks().orElseThrow()).startsWith("results are not stored since 2026-01-01T00:");
        assertThat(member.settling()).isGreaterThan(Duration.ofMinutes(2));

        app.settled = true;
        steps(1);
        assertThat(member.lacks()).isEmpty();
        assertThat(member.settling()).isZero();
    }

    @Test
    void whileSettlingNothingIsReadOrToldEither() {
        followed();
        app.settled = false;
        event(0, 2);
        event(1, 5);
        service.broken = true;
        later();
        steps(2);
        service.broken = false;
        service.put(THING, 5);
        later();

        steps(3);
        assertThat(app.calls).containsExactly("told " + THING + " 2");

        app.settled = true;
        steps(2);
        assertThat(app.calls).containsExactly("told " + THING + " 2", "told " + THING + " 5 snapshot");
    }

    @Test
    void aThingThatCouldNotBeReadHasACheckpointThatSaysSo() {
        followed();
        service.broken = true;
        event(0, 5);
        later();

        steps(2);

        assertThat(checkpoints.offset).isEqualTo(1);
        assertThat(checkpoints.saved.get(THING).complete()).isFalse();
    }

    @Test
    void deletedEventsBreakThePartitionAndItsThingsAreReadWhileWhatIsKnownStays() {
        followed();
        event(0, 2);
        steps(1);
        service.put(THING, 8);
        consumer.schedulePollTask(() -> {
            end(20);
            throw new OffsetOutOfRangeException(Map.of(ONLY, 1L));
        });
        later();

        steps(3);

        assertThat(app.calls).containsExactly("told " + THING + " 2", "told " + THING + " 8 snapshot", "caught up");
        assertThat(checkpoints.offset).isEqualTo(20);
    }

    @Test
    void aPartitionThatIsRevokedIsSavedAndThenReleased() {
        followed();
        event(0, 2);
        steps(1);

        revoke();

        assertThat(checkpoints.offset).isEqualTo(1);
        assertThat(checkpoints.saved.get(THING).position().revision()).isEqualTo(2);
        assertThat(app.calls).endsWith("told " + THING + " 2", "released " + THING);
    }

    @Test
    void aPartitionThatIsRevokedIsReleasedThoughItCannotBeSaved() {
        followed();
        event(0, 2);
        steps(1);
        checkpoints.broken = true;

        revoke();

        assertThat(checkpoints.offset).isZero();
        assertThat(app.calls).endsWith("released " + THING);
    }

    @Test
    void whatIsSavedAgainIsOnlyWhatChanged() {
        followed();
        later();
        steps(1);
        checkpoints.lastSaved = Set.of();
        event(0, 2);
        later();
        steps(1);
        assertThat(checkpoints.lastSaved).containsExactly(THING);

        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 1, THING, "nonsense".getBytes(StandardCharsets.UTF_8)));
        later();
        steps(1);

        assertThat(checkpoints.lastSaved).isEmpty();
        assertThat(checkpoints.offset).isEqualTo(2);
    }

    @Test
    void aSaveThatFailsIsTriedAgainWithTheSameThings() {
        followed();
        event(0, 2);
        checkpoints.broken = true;
        later();
        steps(1);
        assertThat(checkpoints.offset).isZero();

        checkpoints.broken = false;
        later();
        steps(1);

        assertThat(checkpoints.offset).isEqualTo(1);
        assertThat(checkpoints.saved.get(THING).position().revision()).isEqualTo(2);
    }

    @Test
    void aMemberWithoutAShareKnowsThatItHasNothingToDo() {
        steps(2);

        assertThat(member.lacks()).isEmpty();
        assertThat(app.calls).containsExactly("caught up");
    }

    /** One partition, whose only thing is at revision 1 and known. */
    private void followed() {
        service.put(THING, 1);
        saved(0);
        assign();
        later();
        steps(3);
        assertThat(member.lacks()).isEmpty();
        app.calls.clear();
        checkpoints.offset = 0;
    }

    private void assign() {
        consumer.rebalance(List.of(ONLY));
    }

    private void revoke() {
        consumer.rebalance(List.of());
    }

    private void saved(long offset) {
        consumer.commitSync(Map.of(ONLY, new OffsetAndMetadata(offset)));
    }

    private void event(long offset, long revision) {
        String json = """
                {"topic":"demo/thing-1/things/twin/events/merged","headers":{},"path":"/features/a/properties/b",\
                "value":1,"revision":%d,"timestamp":"2026-01-01T00:00:00Z"}""".formatted(revision);
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, THING, json.getBytes(StandardCharsets.UTF_8)));
        end(offset + 1);
    }

    private void end(long offset) {
        end = Math.max(end, offset);
        consumer.updateEndOffsets(Map.of(ONLY, end));
    }

    private void later() {
        now = now.plusSeconds(10);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            member.step();
            now = now.plusSeconds(1);
        }
    }

    private static final class App implements TwinListener {

        private final List<String> calls = new ArrayList<>();
        private boolean settled = true;

        @Override
        public void changed(TwinChange change) {
            calls.add("told " + change.thingId() + " " + change.revision() + (change.snapshot() ? " snapshot" : ""));
        }

        @Override
        public void caughtUp() {
            calls.add("caught up");
        }

        @Override
        public void released(String thingId) {
            calls.add("released " + thingId);
        }

        @Override
        public boolean settled() {
            return settled;
        }

        @Override
        public Optional<String> checkpoint(String thingId) {
            return Optional.of("{}");
        }

        @Override
        public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
            calls.add("resumed " + thingId);
        }
    }

    private static final class Service implements ThingReader {

        private final Map<String, ThingSnapshot> things = new HashMap<>();
        private boolean broken;

        private void put(String thingId, long revision) {
            things.put(thingId, new ThingSnapshot(thingId, JsonObject.empty(), revision, Instant.EPOCH));
        }

        @Override
        public Set<String> ids() {
            check();
            return things.keySet();
        }

        @Override
        public List<ThingSnapshot> read(Collection<String> ids) {
            check();
            return ids.stream().filter(things::containsKey).map(things::get).toList();
        }

        private void check() {
            if (broken) {
                throw new TwinException("broken");
            }
        }
    }

    private static final class KeptCheckpoints implements Checkpoints {

        private final Map<String, ThingCheckpoint> saved = new HashMap<>();
        private Set<String> lastSaved = Set.of();
        private long offset;
        private boolean broken;

        private void keep(String thingId, ThingCheckpoint checkpoint) {
            saved.put(thingId, checkpoint);
        }

        @Override
        public Map<String, ThingCheckpoint> restore(int partition) {
            check();
            return Map.copyOf(saved);
        }

        @Override
        public void save(
                Map<String, Optional<ThingCheckpoint>> checkpoints,
                Map<TopicPartition, OffsetAndMetadata> offsets,
                ConsumerGroupMetadata group) {
            check();
            lastSaved = Set.copyOf(checkpoints.keySet());
            checkpoints.forEach((thingId, checkpoint) ->
                    checkpoint.ifPresentOrElse(some -> saved.put(thingId, some), () -> saved.remove(thingId)));
            offset = offsets.get(ONLY).offset();
        }

        private void check() {
            if (broken) {
                throw new KafkaException("broken");
            }
        }
    }
}
