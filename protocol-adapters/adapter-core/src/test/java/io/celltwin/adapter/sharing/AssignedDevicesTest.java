package io.celltwin.adapter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.IgnoredCommands;
import io.celltwin.adapter.contract.ScriptedDevice;
import io.celltwin.adapter.contract.ScriptedDriver;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.registry.Registration;
import io.celltwin.adapter.registry.RegistrationReader;
import io.celltwin.adapter.sending.MemoryMessageStore;
import io.celltwin.adapter.sending.MessageRate;
import io.celltwin.adapter.sending.MessageSender;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.sending.OutboxListener;
import io.celltwin.adapter.session.DeviceSessions;
import io.celltwin.adapter.session.SessionMetrics;
import io.celltwin.adapter.session.SessionSettings;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.adapter.twin.TwinPublisher;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.backoff.Backoff;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignedDevicesTest {

    private static final DevicePartitions TWO = new DevicePartitions(2);
    private static final Set<Integer> BOTH = Set.of(0, 1);
    /** Longer than a part of a time stamp can be by chance. */
    private static final String FIRST = "3.251953";

    private static final String SECOND = "3.503906";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final ScriptedDriver driver = new ScriptedDriver();
    private final Broker broker = new Broker();
    private final List<OutboxListener.Loss> losses = new CopyOnWriteArrayList<>();
    private final Outbox outbox = new Outbox(
            broker,
            new MemoryMessageStore(10_000_000),
            new MessageRate(Duration.ZERO, 1),
            quick(),
            threads,
            new Losses());
    private final DeviceSessions sessions = new DeviceSessions(
            new RegistrationReader(ModelCatalog.bundled(), Set.of("scripted")),
            driver,
            device -> CompletableFuture.completedFuture(null),
            device -> new TwinPublisher(
                    device, new TwinFoundation("http://127.0.0.1:8080/models", RoleSubjects.defaults()), outbox),
            new SessionSettings(
                    quick(), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(5), Clock.systemUTC()),
            new NoMetrics(),
            IgnoredCommands.devices(threads),
            threads);
    private final AssignedDevices share = new AssignedDevices(sessions, outbox, Duration.ofSeconds(5));

    private final List<Registration> registrations = new ArrayList<>();
    private ScriptedDevice even;
    private ScriptedDevice odd;

    @BeforeEach
    void register() {
        even = switchOn(deviceIn(0));
        odd = switchOn(deviceIn(1));
        share.registered(registrations);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nothingIsReadBeforeAnythingIsOwned() {
        await().during(Duration.ofMillis(100)).until(() -> even.links() == 0 && odd.links() == 0);
        assertThat(broker.taken).isEmpty();
    }

    @Test
    void onlyTheDevicesOfOwnedPartitionsAreRead() {
        share.assigned(Set.of(1), TWO);
        await().until(() -> odd.links() == 1);
        assertThat(even.links()).isZero();
        share.assigned(BOTH, TWO);
        await().until(() -> even.links() == 1 && odd.links() == 1);
        assertThat(broker.statuses(deviceIn(1))).containsExactly("connected");
    }

    @Test
    void whatIsRevokedIsClosedAndDeliveredBeforeOthersBeginAndNoTwinIsToldThatItIsDisconnected() {
        share.assigned(BOTH, TWO);
        awaitTold(deviceIn(0), deviceIn(1));
        even.set("motorCurrent", 3.251953);
        share.revoked(Set.of(0));
        assertThat(even.links()).isZero();
        assertThat(broker.texts(deviceIn(0))).last().asString().contains(FIRST);
        assertThat(outbox.messages()).isZero();
        assertThat(odd.links()).isEqualTo(1);
        assertThat(broker.statuses(deviceIn(0))).containsExactly("connected");
        assertThat(losses).isEmpty();
    }

    @Test
    void aRegistrationThatGoesAwayAfterItsDeviceWasHandedOverIsNotThisReplicasWord() {
        share.assigned(BOTH, TWO);
        await().until(() -> broker.statuses(deviceIn(0)).size() == 1);
        share.revoked(Set.of(0));
        share.registered(registrations.subList(1, 2));
        await().during(Duration.ofMillis(100))
                .until(() -> broker.statuses(deviceIn(0)).size() == 1);
    }

    @Test
    void aReplicaThatSharesStopsReadingWhenInDoubtAndWhatItHoldsIsGivenUpIfAnotherHasTakenOver() {
        share.assigned(Set.of(0), TWO);
        awaitTold(deviceIn(0));
        broker.away = true;
        even.set("motorCurrent", 3.251953);
        await().until(() -> outbox.messages() == 1);
        share.inDoubt();
        await().until(() -> even.links() == 0);
        share.registered(registrations);
        assertThat(even.links()).isZero();

        broker.away = false;
        share.assigned(Set.of(1), TWO);
        await().until(() -> odd.links() == 1 && outbox.messages() == 0);
        assertThat(losses).containsExactly(OutboxListener.Loss.HANDED_OVER);
        assertThat(broker.texts(deviceIn(0))).noneMatch(text -> text.contains(FIRST));
    }

    @Test
    void aReplicaThatSharesGoesOnWhereItWasIfItIsStillTheOwner() {
        share.assigned(Set.of(0), TWO);
        awaitTold(deviceIn(0));
        broker.away = true;
        even.set("motorCurrent", 3.251953);
        share.inDoubt();
        await().until(() -> even.links() == 0);
        even.set("motorCurrent", 3.503906);
        broker.away = false;
        share.assigned(Set.of(0), TWO);
        await().until(() -> even.links() == 1);
        await().until(() -> broker.texts(deviceIn(0)).stream().anyMatch(text -> text.contains(SECOND)));
        assertThat(broker.texts(deviceIn(0)).stream().filter(text -> text.contains(FIRST) || text.contains(SECOND)))
                .first()
                .asString()
                .contains(FIRST);
        assertThat(losses).isEmpty();
    }

    @Test
    void aReplicaThatIsAloneReadsOnAndKeepsWhatItReadsUntilKafkaIsBack() {
        share.assigned(BOTH, TWO);
        awaitTold(deviceIn(0), deviceIn(1));
        share.inDoubt();
        even.set("motorCurrent", 3.251953);
        await().until(() -> outbox.messages() == 1);
        assertThat(even.links()).isEqualTo(1);
        assertThat(broker.texts(deviceIn(0))).noneMatch(text -> text.contains(FIRST));

        share.assigned(BOTH, TWO);
        await().until(() -> broker.texts(deviceIn(0)).stream().anyMatch(text -> text.contains(FIRST)));
        assertThat(broker.statuses(deviceIn(0))).containsExactly("connected");
    }

    @Test
    void aReplicaThatIsAloneGivesNothingUpWhenItLeaves() {
        share.assigned(BOTH, TWO);
        awaitTold(deviceIn(0), deviceIn(1));
        broker.away = true;
        even.set("motorCurrent", 3.251953);
        share.revoked(BOTH);
        await().until(() -> even.links() == 0 && odd.links() == 0 && outbox.messages() == 1);
        share.end(true).toCompletableFuture().join();
        broker.away = false;
        outbox.drain().toCompletableFuture().join();
        assertThat(losses).isEmpty();
        assertThat(broker.texts(deviceIn(0))).anyMatch(text -> text.contains(FIRST));
        assertThat(broker.statuses(deviceIn(0))).containsExactly("connected", "disconnected");
    }

    @Test
    void theLastReplicaTellsAllTwinsThatNobodyReadsThem() {
        share.assigned(Set.of(0), TWO);
        await().until(() -> even.links() == 1);
        share.end(true).toCompletableFuture().join();
        await().until(() -> broker.statuses(deviceIn(0)).contains("disconnected")
                && broker.statuses(deviceIn(1)).contains("disconnected"));
        assertThat(even.links()).isZero();
    }

    @Test
    void aReplicaThatIsNotTheLastSaysNothingWhenItStops() {
        share.assigned(Set.of(0), TWO);
        await().until(() -> even.links() == 1);
        share.end(false).toCompletableFuture().join();
        outbox.drain().toCompletableFuture().join();
        assertThat(even.links()).isZero();
        assertThat(broker.statuses(deviceIn(0))).containsExactly("connected");
    }

    private ScriptedDevice switchOn(String id) {
        String name = id.replace("demo:", "");
        registrations.add(new Registration(
                new DeviceKey("demo", id),
                true,
                new JsonObject().put("model", "electrolyte-filler-1.0.0").put("address", "scripted://" + name)));
        return driver.switchOn(name);
    }

    /** Waits until the twins were told everything; the alarms are the end of it. */
    private void awaitTold(String... devices) {
        await().until(() -> outbox.messages() == 0
                && Arrays.stream(devices)
                        .allMatch(device ->
                                broker.texts(device).stream().anyMatch(text -> text.contains("pumpMotorOvercurrent"))));
    }

    private static String deviceIn(int partition) {
        return IntStream.range(0, 10)
                .mapToObj(i -> "demo:filler-" + i)
                .filter(id -> TWO.of(new DeviceKey("demo", id)) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Backoff quick() {
        return new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));
    }

    /** Keeps what it takes; takes nothing while it is away. */
    private static final class Broker implements MessageSender {

        private final List<OutboundMessage> taken = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public CompletionStage<Void> send(OutboundMessage message) {
            if (away) {
                return CompletableFuture.failedFuture(new IllegalStateException("broker is away"));
            }
            taken.add(message);
            return CompletableFuture.completedFuture(null);
        }

        private List<String> texts(String device) {
            return taken.stream()
                    .filter(message -> message.device().deviceId().equals(device))
                    .map(message -> new String(message.content().payload(), StandardCharsets.UTF_8))
                    .toList();
        }

        private List<String> statuses(String device) {
            return texts(device).stream()
                    .map(text -> new JsonObject(text).getValue("value"))
                    .filter(JsonObject.class::isInstance)
                    .map(value -> ((JsonObject) value).getJsonObject("connection"))
                    .filter(connection -> connection != null)
                    .map(connection -> connection.getJsonObject("properties").getString("status"))
                    .collect(Collectors.toList());
        }
    }

    private final class Losses implements OutboxListener {

        @Override
        public void delivered(OutboundMessage message) {
            // Seen at the broker.
        }

        @Override
        public void held(OutboundMessage message) {
            // Nothing to do with it.
        }

        @Override
        public void merged(OutboundMessage message) {
            // Nothing to do with it.
        }

        @Override
        public void lost(OutboundMessage message, Loss loss) {
            losses.add(loss);
        }

        @Override
        public void recovered(DeviceKey device) {
            throw new AssertionError("nothing overflows here");
        }
    }

    private static final class NoMetrics implements SessionMetrics {

        @Override
        public void connected() {
            // Seen at the devices.
        }

        @Override
        public void disconnected() {
            // Seen at the devices.
        }

        @Override
        public void connectFailed() {
            throw new AssertionError("every device answers");
        }

        @Override
        public void readings(int good, int bad) {
            // Seen at the broker.
        }

        @Override
        public void cycleMerged() {
            throw new AssertionError("no cycle is refused here");
        }

        @Override
        public void registrationInvalid() {
            throw new AssertionError("every registration is valid");
        }
    }
}
