package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real OPC-UA server has kept while the adapter was not connected. */
@Timeout(120)
class HistoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path models;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private OpcUaDriver driver = new OpcUaDriver(TestConfig.DEFAULT, meters);
    private RecordingListener recorded = new RecordingListener();
    private TestServer server;
    private DeviceLink link;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start()
                .historical("a", value(0))
                .historical("b", value(0))
                .variable("c", 1.0);
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
    void theValuesOfAnOutageAreToldBehindTheLiveOnesWithTheirOwnTimes() throws Exception {
        connect();
        recorded.awaitValue("a", 0L);
        loseTheSession();
        for (int i = 1; i <= 5; i++) {
            server.record("a", value(i));
            server.record("b", value(10 * i, i));
        }

        connect();

        await().atMost(PATIENCE).until(() -> recorded.missed().size() == 4);
        assertThat(recorded.cycle(0).get("a").value()).isEqualTo(5L);
        for (int i = 1; i <= 4; i++) {
            List<Reading> cycle = recorded.missed().get(i - 1);
            assertThat(cycle)
                    .hasSize(2)
                    .allSatisfy(reading -> assertThat(reading.deviceTime()).isPresent());
            assertThat(cycle).extracting(Reading::value).containsExactlyInAnyOrder((long) i, 10L * i);
            assertThat(cycle).extracting(Reading::sourceTime).containsOnly(BEGIN.plusSeconds(i));
        }
        assertThat(meters.counter("celltwin.adapter.opcua.history.values").count())
                .isEqualTo(8);
        int reads = server.historyReads();

        // What has been told is not told again.
        loseTheSession();
        connect();
        recorded.awaitValue("b", 50L);
        assertThat(recorded.missed()).isEmpty();
        assertThat(server.historyReads()).isEqualTo(reads);
    }

    @Test
    void noMoreValuesAreReadThanAreAllowedAndEachNodeHasItsShare() throws Exception {
        driver.stop();
        driver = new OpcUaDriver(TestConfig.DEFAULT.withHistoryValues(6), meters);
        connect();
        recorded.awaitValue("a", 0L);
        loseTheSession();
        for (int i = 1; i <= 30; i++) {
            server.record("a", value(i));
            server.record("b", value(i));
        }

        connect();

        await().atMost(PATIENCE).until(() -> recorded.missed().size() == 3);
        assertThat(recorded.missed()).allSatisfy(cycle -> assertThat(cycle).hasSize(2));
        assertThat(recorded.missed().get(0).get(0).value()).isEqualTo(1L);
    }

    @Test
    void nothingIsReadWhereItIsSwitchedOffAndAServerWithoutHistoryIsNoTrouble() throws Exception {
        server.readsHistory(false);
        connect();
        recorded.awaitValue("a", 0L);
        loseTheSession();
        server.record("a", value(1));
        server.record("a", value(2));
        connect();
        await().atMost(PATIENCE).until(() -> server.historyReads() > 0);
        server.record("a", value(3));
        recorded.awaitValue("a", 3L);
        assertThat(recorded.missed()).isEmpty();
        assertThat(recorded.losses()).isEmpty();

        link.close();
        driver.stop();
        driver = new OpcUaDriver(TestConfig.DEFAULT.withHistoryValues(0), meters);
        server.readsHistory(true);
        int reads = server.historyReads();
        recorded = new RecordingListener();
        connect();
        recorded.awaitValue("a", 3L);
        loseTheSession();
        server.record("a", value(4));
        server.record("a", value(5));
        connect();
        recorded.awaitValue("a", 5L);
        assertThat(server.historyReads()).isEqualTo(reads);
    }

    private void loseTheSession() {
        server.killSessions();
        recorded.awaitLoss();
        recorded = new RecordingListener();
    }

    private void connect() throws Exception {
        link = driver.connect(
                        new TestModel()
                                .property("a")
                                .property("b")
                                .property("c")
                                .device(models, server.address(), Map.of()),
                        recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static DataValue value(int number) {
        return value(number, number);
    }

    private static DataValue value(int number, int second) {
        return new DataValue(Variant.of(number), StatusCode.GOOD, new DateTime(BEGIN.plusSeconds(second)));
    }
}
