package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to changes on their way, what is told last is what the server holds. */
@Timeout(120)
class ChangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path models;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OpcUaDriver driver = new OpcUaDriver(TestConfig.DEFAULT, meters);
    private final RecordingListener recorded = new RecordingListener();
    private TestServer server;
    private DeviceLink link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
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
    void theNewestValueIsToldLastWhereNodesChangeFasterThanTheyArePublished() throws Exception {
        TestModel model = new TestModel();
        for (int i = 0; i < 30; i++) {
            server.variable("v" + i, 0);
            model.property("v" + i).withForm("cell:samplingInterval", 20).withForm("cell:publishingInterval", 500);
        }
        connect(model);
        recorded.awaitCycles(1);
        AtomicInteger value = new AtomicInteger();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            value.incrementAndGet();
            for (int i = 0; i < 30; i++) {
                server.set("v" + i, value.get());
            }
            return dropped("queue_overflow") > 0;
        });
        for (int i = 0; i < 30; i++) {
            server.set("v" + i, 7023);
        }

        for (int i = 0; i < 30; i++) {
            recorded.awaitValue("v" + i, 7023L);
        }
        // Of a queue of two values there are two cycles a publish, not one for each value.
        assertThat(recorded.cycles().stream().filter(cycle -> cycle.size() < 15))
                .hasSizeLessThan(10);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void aLostMessageIsAskedForAgain() throws Exception {
        server.variable("a", 0);
        connect(new TestModel().property("a"));
        recorded.awaitValue("a", 0L);
        awaitWatched();

        server.publishing().loseTheNext();
        server.set("a", 1);
        await().atMost(PATIENCE).until(server.publishing()::isDone);
        server.set("a", 2);

        recorded.awaitValue("a", 2L);
        assertThat(told("a")).containsSubsequence(1L, 2L);
        assertThat(dropped("message")).isZero();
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void whatWasLostForEverIsReadWithoutADisconnect() throws Exception {
        server.variable("a", 0).variable("b", 0);
        connect(new TestModel().property("a").property("b"));
        recorded.awaitValue("b", 0L);
        awaitWatched();

        server.publishing().loseTheNextForEver();
        server.set("a", 1);
        await().atMost(PATIENCE).until(server.publishing()::isDone);
        server.set("b", 1);

        recorded.awaitValue("a", 1L);
        recorded.awaitValue("b", 1L);
        assertThat(dropped("message")).isPositive();
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void whatNobodyUnderstandsIsReadWithoutADisconnect() throws Exception {
        server.variable("a", 0);
        connect(new TestModel().property("a"));
        recorded.awaitValue("a", 0L);
        awaitWatched();

        server.publishing().garbleTheNext();
        server.set("a", 1);

        recorded.awaitValue("a", 1L);
        server.set("a", 2);
        recorded.awaitValue("a", 2L);
        assertThat(dropped("message")).isEqualTo(1);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void aMessageThatWasOvertakenDoesNotBringAnOldValueBack() throws Exception {
        server.variable("a", 0);
        connect(new TestModel().property("a"));
        recorded.awaitValue("a", 0L);
        awaitWatched();

        server.publishing().haveTheNextOvertaken();
        server.set("a", 1);
        await().atMost(PATIENCE).until(server.publishing()::isHolding);
        server.set("a", 2);
        recorded.awaitValue("a", 2L);
        await().atMost(PATIENCE).until(server.publishing()::isDone);
        server.set("a", 3);
        recorded.awaitValue("a", 3L);

        assertThat(told("a")).containsSubsequence(1L, 2L, 3L).doesNotContainSubsequence(2L, 1L);
        assertThat(dropped("message")).isZero();
    }

    @Test
    void aSessionThatTheServerEndsIsALostConnectionThatSaysSo() throws Exception {
        server.variable("a", 0);
        connect(new TestModel().property("a"));
        recorded.awaitValue("a", 0L);

        server.killSessions();

        assertThat(recorded.awaitLoss()).isNotBlank();
        assertThat(recorded.losses()).hasSize(1);
    }

    @Test
    void aSubscriptionThatTheServerEndsIsReplacedWithoutADisconnect() throws Exception {
        OpcUaDriver impatient = TestConfig.DEFAULT.impatient().driver();
        try {
            server.variable("a", 0);
            link = impatient
                    .connect(new TestModel().property("a").device(models, server.address(), Map.of()), recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            recorded.awaitValue("a", 0L);
            awaitWatched();

            server.forgetSubscriptions();
            server.set("a", 1);

            recorded.awaitValue("a", 1L);
            assertThat(recorded.losses()).isEmpty();
        } finally {
            link.close();
            impatient.stop();
        }
    }

    @Test
    void aNodeWhoseTypeChangesIsToldAsWhatItIs() throws Exception {
        server.variable("a", 1.5);
        connect(new TestModel().property("a"));
        recorded.awaitValue("a", 1.5);
        server.set("a", "text");
        recorded.awaitValue("a", "text");
        server.set("a", new Double[] {1.0, 2.0});
        recorded.awaitValue("a", List.of(1.0, 2.0));
        server.set("a", new DataValue(Variant.NULL_VALUE));
        await().atMost(PATIENCE)
                .until(() -> latest("a").badReason().filter("no value"::equals).isPresent());
        server.set("a", 2.5);
        recorded.awaitValue("a", 2.5);
    }

    @Test
    void aNodeThatComesAndGoesIsThereWheneverTheServerHasIt() throws Exception {
        server.variable("a", 0);
        connect(new TestModel().property("a").property("late"));
        assertThat(recorded.cycle(0).get("late").badReason()).contains("Bad_NodeIdUnknown");

        server.variable("late", 1);
        recorded.awaitValue("late", 1L);
        server.set("late", 2);
        recorded.awaitValue("late", 2L);
        server.remove("late");
        await().atMost(PATIENCE)
                .until(() -> latest("late")
                        .badReason()
                        .filter("Bad_NodeIdUnknown"::equals)
                        .isPresent());
        server.variable("late", 3);
        recorded.awaitValue("late", 3L);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void aChangeWithinTheDeadbandDoesNotLeaveTheServer() throws Exception {
        server.variable("name", "x").nodes(nodes -> nodes.add("level", NodeIds.Double, 10.0));
        connect(new TestModel()
                .property("level")
                .with("cell:deadband", 5)
                .property("name")
                .with("cell:deadband", 5));
        recorded.awaitValue("name", "x");
        awaitWatched();

        server.set("level", 12.0);
        server.set("name", "y");
        recorded.awaitValue("name", "y");
        server.set("level", 20.0);
        recorded.awaitValue("level", 20.0);

        assertThat(told("level")).doesNotContain(12.0);
    }

    private void awaitWatched() {
        // The first cycle is what was read, the next is what the server told first.
        recorded.awaitCycles(2);
    }

    private Reading latest(String property) {
        return recorded.cycles().stream()
                .flatMap(List::stream)
                .filter(reading -> reading.property().name().equals(property))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private List<Object> told(String property) {
        return recorded.cycles().stream()
                .flatMap(List::stream)
                .filter(reading -> reading.property().name().equals(property))
                .map(Reading::value)
                .filter(Objects::nonNull)
                .toList();
    }

    private double dropped(String what) {
        return meters.counter("celltwin.adapter.opcua.dropped", "what", what).count();
    }

    private void connect(TestModel model) throws Exception {
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
