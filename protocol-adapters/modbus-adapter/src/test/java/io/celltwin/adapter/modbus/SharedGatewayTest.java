package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices behind a gateway which takes one TCP connection, as many do, and refuses the next. */
@Timeout(120)
class SharedGatewayTest {

    private static final int TIMEOUT_MS = 800;
    private static final int POLLING_MS = 50;

    @TempDir
    private Path models;

    private final ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry());
    private final Set<Integer> silentUnits = ConcurrentHashMap.newKeySet();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<DeviceLink> links = new ArrayList<>();
    private ScriptedServer gateway;

    @AfterEach
    void stop() throws IOException {
        links.forEach(DeviceLink::close);
        gateway.close();
    }

    @Test
    void threeUnitsAreReadOverOneConnection() throws Exception {
        open();
        List<RecordingListener> recorded = new ArrayList<>();
        for (int unit = 1; unit <= 3; unit++) {
            recorded.add(connect(unit));
        }

        for (int unit = 1; unit <= 3; unit++) {
            recorded.get(unit - 1).awaitValue("level", (long) unit);
            recorded.get(unit - 1).awaitCycles(3);
        }
        assertThat(connections).hasSize(1);
        assertThat(recorded).allSatisfy(each -> assertThat(each.losses()).isEmpty());
    }

    @Test
    void manyThatConnectAtOnceMakeOneConnection() throws Exception {
        open();
        List<RecordingListener> recorded = new ArrayList<>();
        List<CompletionStage<DeviceLink>> connecting = new ArrayList<>();
        for (int unit = 1; unit <= 10; unit++) {
            recorded.add(new RecordingListener());
            connecting.add(driver.connect(device(unit), recorded.get(unit - 1)));
        }
        for (CompletionStage<DeviceLink> each : connecting) {
            links.add(each.toCompletableFuture().get(30, TimeUnit.SECONDS));
        }

        assertThat(connections).hasSize(1);
        assertThat(recorded).allSatisfy(each -> assertThat(each.losses()).isEmpty());
    }

    @Test
    void aDeadUnitCostsTheOthersOneTimeOutAtATimeAndNeverTheirConnection() throws Exception {
        silentUnits.add(9);
        open();
        List<RecordingListener> healthy = List.of(connect(1), connect(2), connect(3));

        Instant end = Instant.now().plusMillis(8 * TIMEOUT_MS);
        int attempts = 0;
        while (Instant.now().isBefore(end)) {
            assertThatThrownBy(() -> connect(9)).cause().hasMessage("no answer within 800 ms");
            attempts++;
        }

        // A probe takes one time-out of five; an attempt waits for the next one.
        assertThat(attempts).isBetween(2, 4);
        for (RecordingListener each : healthy) {
            assertThat(each.losses()).isEmpty();
            assertThat(longestPause(each)).isLessThan(Duration.ofMillis(2 * TIMEOUT_MS));
        }
        assertThat(connections).hasSize(1);
    }

    @Test
    void aUnitThatFallsSilentIsLostAndReadAgainWhenItIsBackWithoutTroublingTheOthers() throws Exception {
        open();
        RecordingListener other = connect(1);
        RecordingListener falling = connect(2);

        silentUnits.add(2);
        assertThat(falling.awaitLoss()).isEqualTo("no answer within 800 ms");
        silentUnits.remove(2);
        RecordingListener back = connect(2);

        back.awaitValue("level", 2L);
        assertThat(other.losses()).isEmpty();
        assertThat(connections).hasSize(1);
    }

    @Test
    void anAnswerThatComesLateIsNotTakenForALaterOne() throws Exception {
        AtomicBoolean late = new AtomicBoolean();
        gateway = new ScriptedServer((number, request, connection) -> {
            int unit = request[6];
            if (unit == 2 && late.compareAndSet(true, false)) {
                later(() -> connection.getOutputStream().write(ScriptedServer.register(request, 777)));
            } else {
                connection.getOutputStream().write(ScriptedServer.register(request, unit));
            }
        });
        RecordingListener other = connect(1);
        RecordingListener tardy = connect(2);

        late.set(true);
        assertThat(tardy.awaitLoss()).isEqualTo("no answer within 800 ms");
        RecordingListener again = connect(2);
        again.awaitCycles(10);

        for (RecordingListener each : List.of(other, again)) {
            assertThat(each.losses()).isEmpty();
            assertThat(each.cycles())
                    .allSatisfy(cycle -> assertThat(cycle.get(0).value()).isEqualTo(each == other ? 1L : 2L));
        }
    }

    @Test
    void everyDeviceIsToldWhenTheConnectionFailsAlsoOneThatIsSeldomRead() throws Exception {
        open();
        RecordingListener often = connect(1);
        RecordingListener seldom = connect(2, 60_000);
        RecordingListener alsoSeldom = connect(3, 60_000);

        connections.iterator().next().close();

        assertThat(often.awaitLoss()).isNotBlank();
        assertThat(seldom.awaitLoss()).isEqualTo(often.losses().get(0));
        assertThat(alsoSeldom.awaitLoss()).isEqualTo(often.losses().get(0));
        assertThat(often.losses()).hasSize(1);

        reconnect(2).awaitValue("level", 2L);
    }

    @Test
    void aLineThatIsDeadIsGivenUpAndMadeAnew() throws Exception {
        open();
        RecordingListener one = connect(1);
        RecordingListener other = connect(2);

        silentUnits.addAll(Set.of(1, 2));
        one.awaitLoss();
        other.awaitLoss();
        silentUnits.clear();

        reconnect(1).awaitValue("level", 1L);
        assertThat(connections).hasSizeGreaterThan(1);
    }

    @Test
    void oneDeviceThatIsClosedLeavesTheOthersTheirConnectionAndTheLastClosesIt() throws Exception {
        open();
        connect(1);
        RecordingListener second = connect(2);

        links.get(0).close();
        int cycles = second.cycles().size();
        second.awaitCycles(cycles + 3);
        links.get(1).close();

        assertThat(second.losses()).isEmpty();
        await().until(() -> openConnections() == 0);
    }

    @Test
    void aUnitThatAnswersNonsenseCostsNobodyElseTheConnection() throws Exception {
        gateway = new ScriptedServer((number, request, connection) -> {
            connections.add(connection);
            byte[] answer = ScriptedServer.register(request, request[6]);
            if (request[6] == 9) {
                answer[7] = 4;
            }
            connection.getOutputStream().write(answer);
        });
        RecordingListener healthy = connect(1);

        assertThatThrownBy(() -> connect(9))
                .cause()
                .hasMessage("no answer within 800 ms, but an answer of function 4 to a request of function 3");

        int cycles = healthy.cycles().size();
        healthy.awaitCycles(cycles + 3);
        assertThat(healthy.losses()).isEmpty();
        assertThat(connections).hasSize(1);
    }

    /** Each unit holds its own number. The second connection at a time is closed at once. */
    private void open() throws IOException {
        gateway = new ScriptedServer((number, request, connection) -> {
            connections.add(connection);
            if (openConnections() > 1) {
                connection.close();
            } else if (!silentUnits.contains((int) request[6])) {
                connection.getOutputStream().write(ScriptedServer.register(request, request[6]));
            }
        });
    }

    private int openConnections() {
        return (int) connections.stream()
                .filter(connection -> !connection.isClosed())
                .count();
    }

    private RecordingListener connect(int unit) throws Exception {
        return connect(unit, POLLING_MS);
    }

    private RecordingListener connect(int unit, int pollingMillis) throws Exception {
        RecordingListener listener = new RecordingListener();
        links.add(driver.connect(device(unit, pollingMillis), listener)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS));
        return listener;
    }

    /** As the core does it: the gateway may not have noticed yet that the last connection is gone. */
    private RecordingListener reconnect(int unit) {
        return await().ignoreExceptions().until(() -> connect(unit), Objects::nonNull);
    }

    private Device device(int unit) {
        return device(unit, POLLING_MS);
    }

    private Device device(int unit, int pollingMillis) {
        return new TestModel()
                .number("level", "HoldingRegister", "0", "xsd:unsignedShort")
                .device(models, gateway.port(), unit, Map.of("pollingTimeMs", pollingMillis, "timeoutMs", TIMEOUT_MS));
    }

    private static Duration longestPause(RecordingListener listener) {
        List<Instant> times = listener.cycles().stream()
                .map(cycle -> cycle.get(0).sourceTime())
                .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration pause = Duration.between(times.get(i - 1), times.get(i));
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    private static void later(ThrowingTask task) {
        CompletableFuture.delayedExecutor(TIMEOUT_MS + 200, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // Closed by the driver.
                    }
                });
    }

    /** What may fail because the other side has gone. */
    private interface ThrowingTask {

        void run() throws IOException;
    }
}
