package io.celltwin.adapter.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboxListener.Loss;
import io.celltwin.service.backoff.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

    private static final MessageRate UNLIMITED = new MessageRate(Duration.ZERO, 1);
    private static final DeviceKey FILLER = new DeviceKey("demo", "demo:filler-1");

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final Broker broker = new Broker();
    private final Losses losses = new Losses();
    private final Outbox outbox =
            new Outbox(broker, new MemoryMessageStore(100_000), UNLIMITED, QUICK, executor, losses);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void deliversADevicesMessagesInOrder() {
        for (int i = 0; i < 100; i++) {
            offer("demo:filler-1", i);
        }
        await().until(() -> broker.taken.size() == 100);
        assertThat(broker.taken).containsExactlyElementsOf(numbers("demo:filler-1", 0, 100));
    }

    @Test
    void keepsTheOrderWhenTheBrokerComesBack() {
        broker.away = true;
        for (int i = 0; i < 50; i++) {
            offer("demo:filler-1", i);
        }
        await().until(() -> broker.refusals > 3);
        assertThat(outbox.messages()).isEqualTo(50);
        broker.away = false;
        await().until(() -> broker.taken.size() == 50);
        assertThat(broker.taken).containsExactlyElementsOf(numbers("demo:filler-1", 0, 50));
        assertThat(losses.lost).isEmpty();
    }

    @Test
    void doesNotLetOneDeviceWaitForAnother() {
        broker.stuck.add("demo:filler-1");
        offer("demo:filler-1", 0);
        offer("demo:coater-1", 0);
        await().until(() -> broker.taken.contains("demo:coater-1 0"));
        assertThat(broker.taken).doesNotContain("demo:filler-1 0");
    }

    @Test
    void skipsAMessageThatCanNeverBeDelivered() {
        broker.hopeless.add("demo:filler-1 1");
        offer("demo:filler-1", 0);
        offer("demo:filler-1", 1);
        offer("demo:filler-1", 2);
        await().until(() -> broker.taken.size() == 2);
        assertThat(broker.taken).containsExactly("demo:filler-1 0", "demo:filler-1 2");
        assertThat(losses.lost).containsExactly(Loss.UNDELIVERABLE);
    }

    @Test
    void countsWhatItGivesUpAndSaysWhenTheDeviceNeedsARefresh() {
        broker.away = true;
        for (int i = 0; i < 1_000; i++) {
            offer("demo:filler-1", i);
        }
        int lost = losses.lost.size();
        assertThat(lost).isPositive();
        assertThat(outbox.messages()).isEqualTo(1_000 - lost);
        assertThat(outbox.bytes()).isLessThanOrEqualTo(100_000);
        assertThat(losses.recovered).isEmpty();

        broker.away = false;
        await().until(() -> outbox.messages() == 0);
        assertThat(losses.lost).hasSize(lost).containsOnly(Loss.OVERFLOW);
        assertThat(losses.recovered).containsExactly(new DeviceKey("demo", "demo:filler-1"));
        assertThat(broker.taken).endsWith("demo:filler-1 999");
    }

    @Test
    void takesASenderThatThrowsForOneThatFails() {
        CopyOnWriteArrayList<OutboundMessage> thrown = new CopyOnWriteArrayList<>();
        Outbox fragile = new Outbox(
                message -> {
                    thrown.add(message);
                    throw new IllegalStateException("not started");
                },
                new MemoryMessageStore(100_000),
                UNLIMITED,
                QUICK,
                executor,
                losses);
        fragile.offer(OutboundMessage.telemetry(FILLER, TestContent.alone("0")));
        await().until(() -> thrown.size() > 2);
    }

    @Test
    void isDrainedWhenTheLastMessageIsDelivered() {
        broker.away = true;
        offer("demo:filler-1", 0);
        offer("demo:filler-1", 1);
        CompletableFuture<Void> drained = outbox.drain().toCompletableFuture();
        assertThat(drained).isNotDone();
        broker.away = false;
        await().untilAsserted(() -> assertThat(drained).isCompleted());
        assertThat(broker.taken).containsExactly("demo:filler-1 0", "demo:filler-1 1");
    }

    @Test
    void isDrainedAtOnceWhenItIsEmptyAndTakesNothingMore() {
        assertThat(outbox.drain().toCompletableFuture()).isCompleted();
        offer("demo:filler-1", 0);
        assertThat(losses.lost).containsExactly(Loss.CLOSED);
        assertThat(outbox.messages()).isZero();
    }

    @Test
    void sendsNothingWhilePausedAndKeepsTheOrderAfterwards() {
        broker.away = true;
        offer("demo:filler-1", 0);
        await().until(() -> broker.refusals > 0);
        outbox.pause();
        broker.away = false;
        offer("demo:filler-1", 1);
        offer("demo:coater-1", 0);
        // Longer than the longest delay between two tries.
        await().during(Duration.ofMillis(50)).until(broker.taken::isEmpty);
        outbox.resume();
        await().until(() -> broker.taken.size() == 3);
        assertThat(broker.taken).containsSubsequence("demo:filler-1 0", "demo:filler-1 1");
    }

    @Test
    void givesUpTheMessagesOfSomeDevicesAndCountsThem() {
        broker.away = true;
        offer("demo:filler-1", 0);
        offer("demo:filler-1", 1);
        offer("demo:coater-1", 0);
        await().until(() -> broker.refusals > 1);
        outbox.discard(device -> device.deviceId().equals("demo:filler-1"));
        await().until(() -> outbox.messages() == 1);
        assertThat(losses.lost).containsExactly(Loss.HANDED_OVER, Loss.HANDED_OVER);
        broker.away = false;
        offer("demo:filler-1", 2);
        await().until(() -> broker.taken.size() == 2);
        assertThat(broker.taken).containsExactlyInAnyOrder("demo:filler-1 2", "demo:coater-1 0");
    }

    @Test
    void tellsWhenTheMessagesOfSomeDevicesAreDelivered() {
        broker.stuck.add("demo:coater-1");
        offer("demo:coater-1", 0);
        broker.away = true;
        offer("demo:filler-1", 0);
        CompletableFuture<Void> delivered = outbox.delivered(
                        device -> device.deviceId().equals("demo:filler-1"))
                .toCompletableFuture();
        assertThat(delivered).isNotDone();
        broker.away = false;
        await().untilAsserted(() -> assertThat(delivered).isCompleted());
        assertThat(broker.taken).containsExactly("demo:filler-1 0");
    }

    @Test
    void mergesTheValuesThatWaitForABrokerThatIsAwayAndCountsThem() {
        broker.away = true;
        outbox.offer(values(0));
        await().until(() -> broker.refusals > 1);
        for (int i = 1; i <= 10_000; i++) {
            outbox.offer(values(i));
        }
        assertThat(outbox.messages()).isEqualTo(2);
        assertThat(losses.merged).hasSize(9_999);
        assertThat(losses.lost).isEmpty();
        broker.away = false;
        await().until(() -> broker.taken.size() == 2);
        assertThat(broker.taken.get(0)).isEqualTo("demo:filler-1 0");
        assertThat(broker.taken.get(1)).startsWith("demo:filler-1 1+2+3+").endsWith("+9999+10000");
    }

    @Test
    void tellsOfEachMessageThatWaitsForTheBrokerOnceSoThatItCanBeKept() {
        outbox.offer(values(0));
        await().until(() -> broker.taken.size() == 1);
        assertThat(losses.held).isEmpty();
        broker.away = true;
        OutboundMessage first = values(1);
        outbox.offer(first);
        await().until(() -> broker.refusals > 3);
        assertThat(losses.held).containsExactly(first);
        assertThat(outbox.getsThrough()).isFalse();
        OutboundMessage second = values(2);
        OutboundMessage alarm = event("raised");
        outbox.offer(second);
        outbox.offer(alarm);
        assertThat(losses.held).containsExactly(first, second, alarm);
        broker.away = false;
        await().until(() -> broker.taken.size() == 4);
        await().until(outbox::getsThrough);
        assertThat(losses.held).hasSize(3);
    }

    @Test
    void keepsEachEventWhileValuesAreMerged() {
        broker.away = true;
        outbox.offer(values(0));
        await().until(() -> broker.refusals > 1);
        outbox.offer(values(1));
        outbox.offer(event("raised"));
        outbox.offer(values(2));
        outbox.offer(event("cleared"));
        broker.away = false;
        await().until(() -> broker.taken.size() == 4);
        assertThat(broker.taken)
                .containsExactly(
                        "demo:filler-1 0", "demo:filler-1 1+2", "demo:filler-1 raised", "demo:filler-1 cleared");
        assertThat(losses.lost).isEmpty();
    }

    @Test
    void doesNotLayValuesOfADeviceThatIsBackOverTheLastWordOnItsRemoval() {
        broker.away = true;
        outbox.offer(values(0));
        await().until(() -> broker.refusals > 1);
        outbox.offer(values(1));
        outbox.offer(values(2).unasserted());
        outbox.offer(values(3));
        broker.away = false;
        await().until(() -> broker.taken.size() == 4);
        assertThat(broker.taken).endsWith("demo:filler-1 1", "demo:filler-1 2", "demo:filler-1 3");
    }

    @Test
    void tellsAHotThingNoMoreThanItsRateAndTheNewestValueInTheEnd() {
        Outbox paced = paced(Duration.ofHours(1), 2);
        paced.offer(values(0));
        await().until(() -> broker.taken.size() == 1);
        paced.offer(values(1));
        await().until(() -> broker.taken.size() == 2);
        for (int i = 2; i <= 500; i++) {
            paced.offer(values(i));
        }
        assertThat(paced.messages()).isEqualTo(1);
        assertThat(broker.taken).hasSize(2);
        assertThat(losses.lost).isEmpty();
        CompletableFuture<Void> drained = paced.drain().toCompletableFuture();
        await().untilAsserted(() -> assertThat(drained).isCompleted());
        assertThat(broker.taken).hasSize(3);
        assertThat(broker.taken.get(2)).endsWith("+500");
    }

    @Test
    void sendsWhatWaitsForItsTurnWhenThatComes() {
        Outbox paced = paced(Duration.ofMillis(20), 1);
        paced.offer(values(0));
        await().until(() -> broker.taken.size() == 1);
        paced.offer(values(1));
        await().until(() -> broker.taken.size() == 2);
        assertThat(broker.taken).endsWith("demo:filler-1 1");
    }

    @Test
    void doesNotLetAnEventWaitForTheRateOfItsThing() {
        Outbox paced = paced(Duration.ofHours(1), 1);
        paced.offer(values(0));
        await().until(() -> broker.taken.size() == 1);
        paced.offer(values(1));
        paced.offer(event("raised"));
        await().until(() -> broker.taken.size() == 3);
        assertThat(broker.taken).containsExactly("demo:filler-1 0", "demo:filler-1 1", "demo:filler-1 raised");
    }

    private Outbox paced(Duration interval, int burst) {
        return new Outbox(
                broker, new MemoryMessageStore(100_000), new MessageRate(interval, burst), QUICK, executor, losses);
    }

    private void offer(String device, int number) {
        outbox.offer(
                OutboundMessage.telemetry(new DeviceKey("demo", device), TestContent.alone(Integer.toString(number))));
    }

    private static OutboundMessage values(int number) {
        return OutboundMessage.telemetry(FILLER, new TestContent("values", Integer.toString(number)));
    }

    private static OutboundMessage event(String text) {
        return OutboundMessage.event(FILLER, new TestContent("values", text));
    }

    private static List<String> numbers(String device, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> device + " " + number)
                .toList();
    }

    /** Stands for the broker: takes messages, or fails as a test wants it. */
    private static final class Broker implements MessageSender {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final Set<String> stuck = ConcurrentHashMap.newKeySet();
        private final Set<String> hopeless = ConcurrentHashMap.newKeySet();
        private volatile boolean away;
        private volatile int refusals;

        @Override
        public synchronized CompletionStage<Void> send(OutboundMessage message) {
            String text = message.device().deviceId() + " "
                    + new String(message.content().payload(), StandardCharsets.UTF_8);
            if (stuck.contains(message.device().deviceId())) {
                return new CompletableFuture<>();
            }
            if (hopeless.contains(text)) {
                return CompletableFuture.failedFuture(new UndeliverableException("too large", null));
            }
            if (away) {
                refusals++;
                return CompletableFuture.failedFuture(new IllegalStateException("broker away"));
            }
            taken.add(text);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class Losses implements OutboxListener {

        private final List<Loss> lost = new CopyOnWriteArrayList<>();
        private final List<DeviceKey> recovered = new CopyOnWriteArrayList<>();
        private final List<OutboundMessage> merged = new CopyOnWriteArrayList<>();
        private final List<OutboundMessage> held = new CopyOnWriteArrayList<>();

        @Override
        public void delivered(OutboundMessage message) {
            // Seen at the broker.
        }

        @Override
        public void held(OutboundMessage message) {
            held.add(message);
        }

        @Override
        public void merged(OutboundMessage message) {
            merged.add(message);
        }

        @Override
        public void lost(OutboundMessage message, Loss loss) {
            lost.add(loss);
        }

        @Override
        public void recovered(DeviceKey device) {
            recovered.add(device);
        }
    }
}
