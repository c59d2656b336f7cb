package io.celltwin.twin.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.model.ModelCatalog;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.values.TwinChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscription does when its service, its queue or its listener fails. */
class WebSocketSubscriptionTest {

    private static final String THING = "demo:coater-1";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoredThings stored = new StoredThings();
    private final List<TwinChange> told = new CopyOnWriteArrayList<>();
    private WebSocketSubscription loop;

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void readsEverythingAfterConnectingAndThenFollowsEvents() {
        stored.put(THING, 3);
        start(told::add, 100);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());

        loop.offer(patch(4));

        await().untilAsserted(
                        () -> assertThat(told).extracting(TwinChange::revision).containsExactly(3L, 4L));
    }

    @Test
    void readsEverythingAgainAfterAReconnect() {
        stored.put(THING, 3);
        start(told::add, 100);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());

        loop.disconnected();
        stored.put(THING, 9);
        loop.connected();

        await().untilAsserted(
                        () -> assertThat(told).extracting(TwinChange::revision).containsExactly(3L, 9L));
    }

    @Test
    void keepsTryingWhileReadingFails() {
        stored.put(THING, 3);
        stored.broken = true;
        start(told::add, 100);
        loop.connected();
        await().until(() -> stored.reads.get() > 0);
        assertThat(told).isEmpty();
        assertThat(loop.lacks()).isPresent();

        stored.broken = false;

        await().until(() -> loop.lacks().isEmpty());
        assertThat(told).hasSize(1);
    }

    @Test
    void aListenerThatThrowsIsToldTheNextChange() {
        stored.put(THING, 3);
        start(
                change -> {
                    told.add(change);
                    throw new IllegalStateException("thrown on purpose");
                },
                100);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());
        loop.offer(patch(4));

        await().untilAsserted(
                        () -> assertThat(told).extracting(TwinChange::revision).containsExactly(3L, 4L));
        assertThat(registry.counter("celltwin.twin.listener.failures", "account", "tester")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatDoesNotFitInTheQueueIsCountedAndMadeGoodByReading() {
        stored.put(THING, 1);
        CountDownLatch listenerBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        start(
                change -> {
                    told.add(change);
                    if (change.revision() == 2) {
                        listenerBusy.countDown();
                        awaitUninterruptibly(goOn);
                    }
                },
                2);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());
        loop.offer(patch(2));
        awaitUninterruptibly(listenerBusy);

        stored.put(THING, 7);
        for (int revision = 3; revision <= 7; revision++) {
            loop.offer(patch(revision));
        }
        goOn.countDown();

        await().untilAsserted(
                        () -> assertThat(told.get(told.size() - 1).revision()).isEqualTo(7));
        assertThat(told.get(told.size() - 1).snapshot()).isTrue();
        assertThat(told).extracting(TwinChange::revision).isSorted();
        assertThat(registry.counter("celltwin.twin.events.refused", "account", "tester")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void eventsAroundHiddenOnesAreToldWithoutReadingForEach() {
        stored.put(THING, 1);
        start(told::add, 100);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());

        for (int revision = 3; revision <= 11; revision += 2) {
            stored.put(THING, revision);
            loop.offer(patch(revision));
        }

        await().untilAsserted(() ->
                assertThat(told).extracting(TwinChange::revision).contains(11L).isSorted());
        assertThat(registry.counter("celltwin.twin.rereads", "account", "tester")
                        .count())
                .isBetween(1.0, 2.0);
    }

    @Test
    void nothingIsToldAfterClosing() {
        stored.put(THING, 3);
        start(told::add, 100);
        loop.connected();
        await().until(() -> loop.lacks().isEmpty());

        loop.close();
        loop.offer(patch(4));

        assertThat(told).hasSize(1);
        assertThat(loop.waiting()).isEqualTo(1);
    }

    private void start(TwinListener listener, int capacity) {
        loop = new WebSocketSubscription(
                "test",
                listener,
                stored,
                new ModelLookup(ModelCatalog.bundled(), InstantSource.system()),
                new SubscriptionMetrics(registry, new TwinAccount("tester", "")),
                capacity,
                InstantSource.system());
        loop.start();
    }

    private static ThingEvent patch(long revision) {
        return new ThingEvent(THING, ThingEvent.Kind.PATCH, JsonObject.empty(), revision, TIME);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Things with nothing but a revision, in a store that can fail. */
    private static final class StoredThings implements ThingReader {

        private final Map<String, Long> revisions = new ConcurrentHashMap<>();
        private volatile boolean broken;
        private final AtomicInteger reads = new AtomicInteger();

        void put(String thingId, long revision) {
            revisions.put(thingId, revision);
        }

        @Override
        public Set<String> ids() {
            reads.incrementAndGet();
            if (broken) {
                throw new TwinException("broken on purpose");
            }
            return Set.copyOf(revisions.keySet());
        }

        @Override
        public List<ThingSnapshot> read(Collection<String> ids) {
            return ids.stream()
                    .filter(revisions::containsKey)
                    .map(id -> new ThingSnapshot(id, JsonObject.empty(), revisions.get(id), TIME))
                    .toList();
        }
    }
}
