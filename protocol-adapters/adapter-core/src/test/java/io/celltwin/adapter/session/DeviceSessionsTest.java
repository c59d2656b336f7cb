package io.celltwin.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.IgnoredCommands;
import io.celltwin.adapter.contract.ScriptedDevice;
import io.celltwin.adapter.contract.ScriptedDriver;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.registry.Registration;
import io.celltwin.adapter.registry.RegistrationReader;
import io.celltwin.adapter.sending.MemoryMessageStore;
import io.celltwin.adapter.sending.MessageRate;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.sending.OutboxListener;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.adapter.twin.TwinPublisher;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.backoff.Backoff;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSessionsTest {

    private static final String FILLER = "demo:filler-1";
    private static final String CURRENT = "/pump/properties/motorCurrent";
    private static final String STATUS = "/connection/properties/status";
    private static final String REASON = "/connection/properties/reason";
    private static final String ALARM = "/alarms/properties/active/pumpMotorOvercurrent";
    private static final JsonValue CONNECTED = JsonValue.of("connected");
    private static final JsonValue DISCONNECTED = JsonValue.of("disconnected");

    @TempDir
    Path models;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final ScriptedDriver driver = new ScriptedDriver();
    private final Twins twins = new Twins();
    private final Counts counts = new Counts();
    private final Set<DeviceKey> refused = ConcurrentHashMap.newKeySet();
    private final Outbox outbox = new Outbox(
            twins,
            new MemoryMessageStore(10_000_000),
            new MessageRate(Duration.ZERO, 1),
            quick(),
            threads,
            new IgnoredOutcomes());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void createsTheTwinThenTellsThatTheDeviceIsConnectedThenItsValues() {
        driver.switchOn("filler").set("motorCurrent", 2.5);
        sessions().reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        List<String> paths = twins.of(FILLER).stream()
                .map(Twins::json)
                .map(json -> json.getValue("topic").orElseThrow().asString().replaceAll(".*/", "")
                        + json.getValue("path").orElseThrow().asString())
                .toList();
        assertThat(paths).startsWith("create/", "create/", "create/", "modify/definition", "merge/features");
        assertThat(twins.values(FILLER, STATUS)).containsExactly(CONNECTED);
        assertThat(twins.values(FILLER, REASON)).containsExactly(JsonValue.nullLiteral());
        assertThat(twins.last(FILLER, CURRENT)).contains(JsonValue.of(2.5));
        assertThat(counts.connected).hasValue(1);
    }

    @Test
    void tellsAChange() {
        ScriptedDevice scripted = driver.switchOn("filler");
        sessions().reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        scripted.set("motorCurrent", 3.5);
        await().until(() ->
                twins.last(FILLER, CURRENT).filter(JsonValue.of(3.5)::equals).isPresent());
    }

    @Test
    void sendsAnAlarmAsAnEvent() {
        ScriptedDevice scripted = driver.switchOn("filler");
        sessions().reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        scripted.set("motorCurrent", 7.0);
        await().until(() -> events(ALARM).size() == 1);
        scripted.set("motorCurrent", 1.0);
        await().until(() -> events(ALARM).size() == 2);
        assertThat(events(ALARM).get(0).asObject().getValue("value")).contains(JsonValue.of(7.0));
        assertThat(events(ALARM).get(1).isNull()).isTrue();
    }

    @Test
    void triesADeviceThatIsDownUntilItComesAndSaysWhyItIsNotConnectedOnlyOnce() {
        sessions().reconcile(List.of(filler()));
        await().until(() -> counts.connectFailures.get() >= 3);
        assertThat(twins.values(FILLER, REASON)).containsExactly(JsonValue.of("connection refused"));
        driver.switchOn("filler");
        await().until(() -> twins.last(FILLER, STATUS).filter(CONNECTED::equals).isPresent());
        assertThat(twins.creations(FILLER)).isEqualTo(1);
    }

    @Test
    void saysThatALinkWasLostAndTellsEverythingAgainWhenItIsBack() {
        driver.switchOn("filler").set("motorCurrent", 2.5);
        sessions().reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        driver.switchOff("filler");
        await().until(() ->
                twins.last(FILLER, STATUS).filter(DISCONNECTED::equals).isPresent());
        assertThat(twins.values(FILLER, REASON)).contains(JsonValue.of("connection reset"));
        assertThat(counts.connected).hasValue(0);
        driver.switchOn("filler").set("motorCurrent", 2.5);
        await().until(() -> twins.values(FILLER, CURRENT).size() == 2);
        assertThat(twins.last(FILLER, STATUS)).contains(CONNECTED);
        assertThat(counts.connected).hasValue(1);
    }

    @Test
    void doesNotLetAFailingDeviceDisturbAnother() {
        driver.switchOn("filler");
        sessions(new Broken(driver)).reconcile(List.of(filler(), registration("demo:broken", "scripted://broken")));
        await().until(() -> twins.last(FILLER, STATUS).filter(CONNECTED::equals).isPresent());
        await().until(() -> twins.last("demo:broken", REASON).isPresent());
        assertThat(twins.last("demo:broken", REASON)).contains(JsonValue.of("driver bug"));
    }

    @Test
    void givesUpATryThatTakesTooLongAndClosesTheLinkThatComesOfItLater() {
        CompletableFuture<DeviceLink> late = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Tardy slow = new Tardy(late);
        sessions(slow).reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, REASON)
                .filter(JsonValue.of("no answer in time")::equals)
                .isPresent());
        late.complete(() -> closed.complete(null));
        await().untilAsserted(() -> assertThat(closed).isCompleted());
    }

    @Test
    void servesADeviceOnlyOnceItIsAdmitted() {
        ScriptedDevice scripted = driver.switchOn("filler");
        refused.add(filler().device());
        sessions().reconcile(List.of(filler()));
        await().during(Duration.ofMillis(100))
                .until(() -> scripted.links() == 0 && twins.of(FILLER).isEmpty());
        refused.clear();
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
    }

    @Test
    void closesTheLinkAndSaysSoWhenTheRegistrationIsDeleted() {
        ScriptedDevice scripted = driver.switchOn("filler");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> scripted.links() == 1);
        sessions.reconcile(List.of());
        await().until(() -> twins.last(FILLER, REASON)
                .filter(JsonValue.of("registration deleted")::equals)
                .isPresent());
        assertThat(scripted.links()).isZero();
        // Its registration cannot be asserted any more.
        assertThat(twins.of(FILLER).get(twins.of(FILLER).size() - 1).asserted()).isFalse();
        assertThat(sessions.devices()).isZero();
        assertThat(counts.connected).hasValue(0);
    }

    @Test
    void closesTheLinkWhenTheRegistrationIsDisabled() {
        ScriptedDevice scripted = driver.switchOn("filler");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> scripted.links() == 1);
        sessions.reconcile(List.of(new Registration(filler().device(), false, filler().celltwin())));
        await().until(() -> scripted.links() == 0);
    }

    @Test
    void goesToTheNewAddressWhenTheRegistrationChanges() {
        ScriptedDevice before = driver.switchOn("filler");
        ScriptedDevice after = driver.switchOn("replacement");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> before.links() == 1);
        sessions.reconcile(List.of(registration(FILLER, "scripted://replacement")));
        await().until(() -> after.links() == 1 && before.links() == 0);
        await().until(() -> twins.last(FILLER, "/connection/properties/address")
                .filter(JsonValue.of("scripted://replacement")::equals)
                .isPresent());
    }

    @Test
    void leavesADeviceAloneWhoseRegistrationIsTheSame() {
        ScriptedDevice scripted = driver.switchOn("filler");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        sessions.reconcile(List.of(filler()));
        scripted.set("motorCurrent", 3.5);
        await().until(() ->
                twins.last(FILLER, CURRENT).filter(JsonValue.of(3.5)::equals).isPresent());
        assertThat(twins.values(FILLER, STATUS)).containsExactly(CONNECTED);
    }

    @Test
    void saysInTheTwinWhatIsWrongWithARegistration() {
        Registration bad = registration(FILLER, "scripted://filler");
        bad.celltwin().put("settings", new JsonObject().put("pollingTimeMs", "often"));
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(bad));
        await().until(() -> twins.last(FILLER, REASON).isPresent());
        assertThat(twins.last(FILLER, REASON).orElseThrow().asString())
                .isEqualTo("setting pollingTimeMs must be a whole number from 1 to 86400000");
        assertThat(twins.creations(FILLER)).isEqualTo(1);
        sessions.reconcile(List.of(bad));
        assertThat(counts.invalid).hasValue(1);
    }

    @Test
    void servesADeviceAsSoonAsItsModelIsThere() throws Exception {
        driver.switchOn("filler");
        Registration unknown = registration(FILLER, "scripted://filler");
        unknown.celltwin().put("model", "new-machine-1.0.0");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(unknown));
        await().until(() -> twins.last(FILLER, REASON).isPresent());
        assertThat(twins.last(FILLER, REASON).orElseThrow().asString()).contains("new-machine-1.0.0");
        assertThat(twins.creations(FILLER)).isEqualTo(1);

        try (InputStream model =
                ModelCatalog.class.getResourceAsStream("/thing-models/electrolyte-filler-1.0.0.tm.jsonld")) {
            Files.copy(model, models.resolve("new-machine-1.0.0.tm.jsonld"));
        }
        sessions.reconcile(List.of(unknown));
        await().until(() -> twins.last(FILLER, STATUS).filter(CONNECTED::equals).isPresent());
    }

    @Test
    void saysInTheTwinThatNoAdapterTakesItsAddress() {
        sessions().reconcile(List.of(registration(FILLER, "modbus+tcpx://filler")));
        await().until(() -> twins.last(FILLER, REASON).isPresent());
        assertThat(twins.last(FILLER, REASON).orElseThrow().asString()).contains("scheme modbus+tcpx");
        assertThat(twins.last(FILLER, STATUS)).contains(DISCONNECTED);
    }

    @Test
    void comesBackLaterEachTimeToADeviceWhoseLinkIsLostAgainAndAgain() {
        AtomicInteger links = new AtomicInteger();
        ProtocolDriver flapping = new Flapping(links);
        SessionSettings settings = new SessionSettings(
                new Backoff(Duration.ofMillis(1), Duration.ofHours(1)),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Clock.systemUTC());
        sessions(flapping, settings).reconcile(List.of(filler()));
        // After ten losses the delay is half a second at least; were it the shortest each time, there were hundreds by
        // then.
        await().until(() -> links.get() >= 8);
        await().during(Duration.ofMillis(300)).until(() -> links.get() <= 14);
    }

    @Test
    void survivesADeviceIdThatIsNoThingId() {
        driver.switchOn("filler");
        sessions().reconcile(List.of(registration("filler one", "scripted://filler"), filler()));
        await().until(() -> twins.last(FILLER, STATUS).isPresent());
        assertThat(twins.of("filler one")).isEmpty();
        assertThat(counts.invalid).hasValue(1);
    }

    @Test
    void tellsEverythingWhenARefreshIsDue() {
        driver.switchOn("filler").set("motorCurrent", 2.5);
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        sessions.refresh(filler().device());
        await().until(() -> twins.values(FILLER, CURRENT).size() == 2);
        assertThat(twins.creations(FILLER)).isEqualTo(2);
        assertThat(twins.values(FILLER, STATUS)).containsExactly(CONNECTED, CONNECTED);
    }

    @Test
    void handsADeviceOverWithoutAWordToItsTwin() {
        ScriptedDevice scripted = driver.switchOn("filler");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> twins.last(FILLER, CURRENT).isPresent());
        CompletableFuture<Void> released =
                sessions.release(filler().device()::equals).toCompletableFuture();
        await().untilAsserted(() -> assertThat(released).isCompleted());
        assertThat(scripted.links()).isZero();
        assertThat(sessions.devices()).isZero();
        assertThat(counts.connected).hasValue(0);
        assertThat(twins.values(FILLER, STATUS)).containsExactly(CONNECTED);

        sessions.reconcile(List.of(filler()));
        await().until(() -> twins.values(FILLER, CURRENT).size() == 2);
    }

    @Test
    void servesNothingOnceStoppedAndSaysSoToTheTwinsThatNobodyServes() {
        ScriptedDevice scripted = driver.switchOn("filler");
        DeviceSessions sessions = sessions();
        sessions.reconcile(List.of(filler()));
        await().until(() -> scripted.links() == 1);
        CompletableFuture<Void> stopped = sessions.stop().toCompletableFuture();
        await().untilAsserted(() -> assertThat(stopped).isCompleted());
        assertThat(scripted.links()).isZero();
        sessions.reconcile(List.of(filler()));
        assertThat(sessions.devices()).isZero();

        sessions.tellStopped(List.of(filler(), registration("demo:other", "scripted://other")));
        await().until(() -> twins.last(FILLER, REASON)
                .filter(JsonValue.of("adapter stopped")::equals)
                .isPresent());
        await().until(() ->
                twins.last("demo:other", STATUS).filter(DISCONNECTED::equals).isPresent());
    }

    private List<JsonValue> events(String pointer) {
        return Twins.values(
                twins.of(FILLER).stream().filter(message -> message.kind() == OutboundMessage.Kind.EVENT), pointer);
    }

    private DeviceSessions sessions() {
        return sessions(driver);
    }

    private DeviceSessions sessions(ProtocolDriver with) {
        return sessions(
                with,
                new SessionSettings(
                        quick(),
                        Duration.ofMillis(200),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Clock.systemUTC()));
    }

    private DeviceSessions sessions(ProtocolDriver with, SessionSettings settings) {
        TwinFoundation foundation = new TwinFoundation("http://127.0.0.1:8080/models", RoleSubjects.defaults());
        return new DeviceSessions(
                new RegistrationReader(new ModelCatalog(models), Set.of("scripted")),
                with,
                this::admit,
                device -> new TwinPublisher(device, foundation, outbox),
                settings,
                counts,
                IgnoredCommands.devices(threads),
                threads);
    }

    private CompletionStage<Void> admit(DeviceKey device) {
        return refused.contains(device)
                ? CompletableFuture.failedFuture(new IllegalStateException("not registered"))
                : CompletableFuture.completedFuture(null);
    }

    private static Registration filler() {
        return registration(FILLER, "scripted://filler");
    }

    private static Registration registration(String id, String address) {
        return new Registration(
                new DeviceKey("demo", id),
                true,
                new JsonObject().put("model", "electrolyte-filler-1.0.0").put("address", address));
    }

    private static Backoff quick() {
        return new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));
    }

    /** Connects, gives one cycle, and loses the link. */
    private record Flapping(AtomicInteger links) implements ProtocolDriver {

        @Override
        public String name() {
            return "flapping";
        }

        @Override
        public Set<String> schemes() {
            return Set.of("scripted");
        }

        @Override
        public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
            links.incrementAndGet();
            listener.readings(List.of());
            listener.lost("connection reset");
            return CompletableFuture.completedFuture(() -> {});
        }
    }

    /** Throws for one device what a driver should never throw. */
    private record Broken(ScriptedDriver others) implements ProtocolDriver {

        @Override
        public String name() {
            return others.name();
        }

        @Override
        public Set<String> schemes() {
            return others.schemes();
        }

        @Override
        public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
            if (device.address().getHost().equals("broken")) {
                throw new IllegalStateException("driver bug");
            }
            return others.connect(device, listener);
        }
    }

    /** Connects when a test says so. */
    private record Tardy(CompletableFuture<DeviceLink> link) implements ProtocolDriver {

        @Override
        public String name() {
            return "tardy";
        }

        @Override
        public Set<String> schemes() {
            return Set.of("scripted");
        }

        @Override
        public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
            return link;
        }
    }

    private static final class Counts implements SessionMetrics {

        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger connectFailures = new AtomicInteger();
        private final AtomicInteger invalid = new AtomicInteger();

        @Override
        public void connected() {
            connected.incrementAndGet();
        }

        @Override
        public void disconnected() {
            connected.decrementAndGet();
        }

        @Override
        public void connectFailed() {
            connectFailures.incrementAndGet();
        }

        @Override
        public void readings(int good, int bad) {
            // Seen at the twins.
        }

        @Override
        public void cycleMerged() {
            throw new AssertionError("no cycle is refused here");
        }

        @Override
        public void registrationInvalid() {
            invalid.incrementAndGet();
        }
    }

    private static final class IgnoredOutcomes implements OutboxListener {

        @Override
        public void delivered(OutboundMessage message) {
            // Seen at the twins.
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
            throw new AssertionError("lost " + loss);
        }

        @Override
        public void recovered(DeviceKey device) {
            throw new AssertionError("nothing was lost");
        }
    }
}
