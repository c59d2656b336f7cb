package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.ActionOutcome.Done;
import io.celltwin.adapter.driver.ActionOutcome.Refused;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.AlarmAcknowledgement.Step;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.driver.DeviceAlarm.State;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.opcua.ServerConditions.Refreshing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alarms and conditions of a real OPC-UA server. */
@Timeout(120)
class AlarmsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SERVER_OBJECT = "i=2253";

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private RecordingListener recorded = new RecordingListener();
    private TestServer server;
    private DeviceLink link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start().variable("a", 1.0);
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        driver.stop();
        server.close();
    }

    @Test
    void tellsTheAlarmsThatStandAlreadyAndThoseThatComeAndGo() throws Exception {
        server.conditions()
                .raise("Dryer", "Too hot!", 800, "The dryer is too hot", Instant.parse("2026-01-02T03:04:05Z"));
        connect();
        AlarmReport first = awaitComplete(0);
        assertThat(first.problem()).isEmpty();
        DeviceAlarm hot = only(first);
        assertThat(hot.id()).matches("plant_Too_hot__[0-9a-f]{8}");
        assertThat(hot.severity()).isEqualTo("critical");
        assertThat(hot.message()).isEqualTo("The dryer is too hot");
        assertThat(hot.state()).isEqualTo(State.ACTIVE);
        assertThat(hot.since()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(hot.deviceTime()).isPresent();
        assertThat(hot.condition())
                .containsEntry("source", "Dryer")
                .containsEntry("name", "Too hot!")
                .containsEntry("severity", 800L)
                .containsEntry("active", true)
                .containsEntry("acknowledged", false);

        server.conditions().raise("Dryer", "Low flow", 500, "Little air");
        awaitAlarm(alarm ->
                alarm.message().equals("Little air") && alarm.severity().equals("warning"));
        server.conditions().clear("Dryer", "Too hot!");
        awaitAlarm(alarm -> alarm.id().equals(hot.id())
                && alarm.state() == State.CLEARED
                && alarm.clearedAt().isPresent()
                && alarm.since().equals(hot.since()));
        server.conditions().end("Dryer", "Too hot!");
        await().atMost(PATIENCE).until(() -> !standing().containsKey(hot.id()));
        assertThat(standing()).hasSize(1);
    }

    @Test
    void acknowledgesAnAlarmAtTheServerAndTellsSo() throws Exception {
        server.conditions().raise("Dryer", "Hot", 800, "The dryer is too hot");
        connect();
        String id = only(awaitComplete(0)).id();

        assertThat(acknowledge(id, Step.ACKNOWLEDGE, "on my way")).isEqualTo(new Done(Map.of()));
        assertThat(server.conditions().acknowledged()).containsExactly("Hot: on my way");
        awaitAlarm(alarm -> alarm.state() == State.ACKNOWLEDGED);
        DeviceAlarm.Acknowledged who = standing().get(id).acknowledged().orElseThrow();
        assertThat(who.by()).contains("ada");
        assertThat(who.note()).contains("on my way");

        assertRefused(acknowledge(id, Step.ACKNOWLEDGE, "again"), Refusal.REFUSED_BY_DEVICE, "acknowledged it already");
        assertRefused(acknowledge(id, Step.CONFIRM, "done"), Refusal.NOT_SUPPORTED, "Bad_MethodInvalid");
        assertRefused(
                acknowledge("plant_nothing", Step.ACKNOWLEDGE, ""), Refusal.INVALID_VALUE, "no alarm plant_nothing");
        link.close();
        assertRefused(acknowledge(id, Step.ACKNOWLEDGE, ""), Refusal.NOT_CONNECTED, "not connected");
    }

    @Test
    void whatTheServerForgotIsGoneAfterAReconnectAndNothingElseAppears() throws Exception {
        server.conditions().raise("Dryer", "Hot", 800, "hot");
        server.conditions().raise("Dryer", "Cold", 800, "cold");
        connect();
        assertThat(awaitComplete(0).standing()).hasSize(2);
        int port = server.port();
        server.close();
        recorded.awaitLoss();
        server = TestServer.start(port, Set.of(SecurityPolicy.None)).variable("a", 1.0);
        server.conditions().raise("Dryer", "Cold", 800, "cold");

        Map<String, DeviceAlarm> before = standing();
        recorded = new RecordingListener();
        connect();

        assertThat(awaitComplete(0).standing()).hasSize(1);
        // The same condition has the same id, whichever run of the server it is of.
        assertThat(before).containsKey(only(awaitComplete(0)).id());
    }

    @Test
    void aLostMessageMakesTheServerTellEverythingAnew() throws Exception {
        connect();
        awaitComplete(0);
        server.conditions().raise("Dryer", "Hot", 800, "hot");
        awaitAlarm(alarm -> alarm.message().equals("hot"));
        int before = server.conditions().refreshes();

        server.publishing().loseTheNextForEver();
        server.conditions().end("Dryer", "Hot");
        await().atMost(PATIENCE).until(server.publishing()::isDone);
        server.conditions().raise("Dryer", "Cold", 100, "cold");

        await().atMost(PATIENCE)
                .until(() -> standing().size() == 1
                        && standing().values().iterator().next().message().equals("cold"));
        assertThat(server.conditions().refreshes()).isGreaterThan(before);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void aSubscriptionThatTheServerForgotIsReplacedAndTheAlarmsAreToldAnew() throws Exception {
        OpcUaDriver impatient = TestConfig.DEFAULT.impatient().driver();
        try {
            link = impatient
                    .connect(model().device(models, server.address(), Map.of()), recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            awaitComplete(0);
            server.conditions().raise("Dryer", "Hot", 800, "hot");
            awaitAlarm(alarm -> alarm.message().equals("hot"));

            server.forgetSubscriptions();
            server.conditions().forget("Dryer", "Hot");
            server.set("a", 2.0);

            await().atMost(PATIENCE).until(() -> standing().isEmpty());
            recorded.awaitValue("a", 2.0);
        } finally {
            link.close();
            impatient.stop();
        }
    }

    @Test
    void theServerIsAskedAnewWhenItSaysThatItHasToBeOrThatItsQueueOverflowed() throws Exception {
        connect();
        awaitComplete(0);
        int before = server.conditions().refreshes();
        server.conditions().fireEvent(NodeIds.RefreshRequiredEventType);
        await().atMost(PATIENCE).until(() -> server.conditions().refreshes() > before);
        await().atMost(PATIENCE).until(() -> completes().size() == 2);
        server.conditions().fireEvent(NodeIds.EventQueueOverflowEventType);
        await().atMost(PATIENCE).until(() -> completes().size() == 3);
    }

    @Test
    void onlyTheAlarmsOfTheNodesThatTheModelNamesAreTold() throws Exception {
        server.conditions().raise("Dryer", "Hot", 800, "hot");
        server.conditions().raise("Winder", "Slack", 800, "slack");
        connect(new TestModel()
                .property("a")
                .alarms("dryer", SERVER_OBJECT, "nsu=" + TestServer.NAMESPACE + ";s=Dryer"));

        assertThat(only(awaitComplete(0)).message()).isEqualTo("hot");
        server.conditions().raise("Winder", "Torn", 800, "torn");
        server.conditions().raise("Dryer", "Cold", 800, "cold");
        awaitAlarm(alarm -> alarm.message().equals("cold"));
        assertThat(standing().values()).extracting(DeviceAlarm::message).containsExactlyInAnyOrder("hot", "cold");
        // An event that is no condition is none.
        server.conditions().fireEvent(NodeIds.BaseEventType);
        server.conditions().end("Dryer", "Cold");
        await().atMost(PATIENCE).until(() -> standing().size() == 1);
    }

    @Test
    void aServerThatOnlyRefreshesWholeSubscriptionsWillDo() throws Exception {
        server.conditions().refreshing(Refreshing.ONLY_WHOLE_SUBSCRIPTIONS);
        server.conditions().raise("Dryer", "Hot", 800, "hot");
        connect();
        assertThat(only(awaitComplete(0)).message()).isEqualTo("hot");
    }

    @Test
    void aServerThatCannotRefreshIsToldOfAndItsNewAlarmsAreSeen() throws Exception {
        server.conditions().refreshing(Refreshing.UNKNOWN);
        server.conditions().raise("Dryer", "Old", 800, "old");
        connect();
        AlarmReport first = awaitComplete(0);
        assertThat(first.standing()).isEmpty();
        assertThat(first.problem().orElseThrow())
                .contains("cannot tell the alarms that stand already (Bad_MethodInvalid)");
        server.conditions().raise("Dryer", "Hot", 800, "hot");
        awaitAlarm(alarm -> alarm.message().equals("hot"));
    }

    @Test
    void aNotifierThatTheServerDoesNotHaveIsToldOfAndAskedForAgain() throws Exception {
        connect(new TestModel().property("a").alarms("plant", "nsu=urn:nowhere;s=Line"));
        await().atMost(PATIENCE).until(() -> !recorded.alarms().isEmpty());
        assertThat(recorded.alarms().get(0).problem().orElseThrow()).contains("no namespace");
        assertThat(recorded.alarms().get(0).complete()).isFalse();
        RecordingListener other = new RecordingListener();
        driver.connect(
                        new TestModel()
                                .property("a")
                                .alarms("plant", "nsu=" + TestServer.NAMESPACE + ";s=a")
                                .device(models, server.address(), Map.of()),
                        other)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> !other.alarms().isEmpty());
        assertThat(other.alarms().get(0).problem().orElseThrow()).startsWith("the server does not tell them: Bad_");
    }

    private TestModel model() {
        return new TestModel().property("a").alarms("plant", SERVER_OBJECT);
    }

    private void connect() throws Exception {
        connect(model());
    }

    private void connect(TestModel model) throws Exception {
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private ActionOutcome acknowledge(String alarm, Step step, String comment) throws Exception {
        return link.acknowledge(new AlarmAcknowledgement(alarm, step, Optional.of(comment)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static void assertRefused(ActionOutcome outcome, Refusal refusal, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.reason()).contains(reason);
        });
    }

    private List<AlarmReport> completes() {
        return recorded.alarms().stream().filter(AlarmReport::complete).toList();
    }

    private AlarmReport awaitComplete(int index) {
        await().atMost(PATIENCE).until(() -> completes().size() > index);
        return completes().get(index);
    }

    private static DeviceAlarm only(AlarmReport report) {
        assertThat(report.standing()).hasSize(1);
        return report.standing().values().iterator().next();
    }

    private void awaitAlarm(Predicate<DeviceAlarm> wanted) {
        await().atMost(PATIENCE).until(() -> standing().values().stream().anyMatch(wanted));
    }

    /** What stands by what was told so far. */
    private Map<String, DeviceAlarm> standing() {
        Map<String, DeviceAlarm> standing = new LinkedHashMap<>();
        for (AlarmReport report : recorded.alarms()) {
            if (report.complete()) {
                standing.clear();
            }
            standing.putAll(report.standing());
            report.gone().forEach(standing::remove);
        }
        return standing;
    }
}
