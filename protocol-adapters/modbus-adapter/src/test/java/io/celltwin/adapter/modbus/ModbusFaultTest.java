package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver against servers that do not do what they should. */
@Timeout(120)
class ModbusFaultTest {

    private static final int SHORT_MS = 300;
    private static final int LONG_MS = 10_000;
    private static final int POLLING_MS = 20;

    @TempDir
    private Path models;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, meters);
    private final RecordingListener recorded = new RecordingListener();
    private ScriptedServer server;
    private DeviceLink link;

    @AfterEach
    void stop() throws IOException {
        if (link != null) {
            link.close();
        }
        server.close();
    }

    @Test
    void losesADeviceThatDiesInTheMiddleOfAnAnswer() throws Exception {
        serve((number, request, connection) -> {
            byte[] answer = ScriptedServer.register(request, 1);
            connection.getOutputStream().write(answer, 0, number < 3 ? answer.length : 8);
            if (number >= 3) {
                connection.close();
            }
        });
        connect();

        assertThat(recorded.awaitLoss()).isEqualTo("the other side closed the connection");
        assertThat(recorded.cycles()).hasSize(3);
    }

    @Test
    void losesADeviceThatFallsSilent() throws Exception {
        serve((number, request, connection) -> {
            if (number < 2) {
                connection.getOutputStream().write(ScriptedServer.register(request, 1));
            }
        });
        connectImpatiently();

        assertThat(recorded.awaitLoss()).isEqualTo("no answer within 300 ms");
        assertThat(recorded.cycles()).hasSize(2);
    }

    @Test
    void doesNotConnectToADeviceThatTakesTheConnectionButNeverAnswers() throws Exception {
        serve((number, request, connection) -> {});

        assertThatThrownBy(this::connectImpatiently).cause().hasMessage("no answer within 300 ms");
        assertThat(recorded.cycles()).isEmpty();
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void waitsForTheWholeAnswerNoLongerThanForItsBeginning() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        serve((number, request, connection) -> drip(ScriptedServer.register(request, 1), connection, ended));
        Instant start = Instant.now();

        assertThatThrownBy(this::connectImpatiently).cause().hasMessage("no answer within 300 ms");

        ended.countDown();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(LONG_MS));
    }

    @Test
    void survivesGarbage() throws Exception {
        Random random = new Random(3);
        serve((number, request, connection) -> {
            byte[] garbage = new byte[500];
            random.nextBytes(garbage);
            connection.getOutputStream().write(garbage);
        });

        for (int attempt = 0; attempt < 20; attempt++) {
            assertThatThrownBy(this::connectImpatiently).cause().isInstanceOf(IOException.class);
        }
        assertThat(recorded.cycles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0001 0000 0005 09 03 02 0001 | no answer within 300 ms, but an answer of unit 9 to a request to unit 1
            0001 0000 0007 01 03 04 0001 0002 | no answer within 300 ms, but an answer of 4 bytes where 2 were asked for
            0001 0000 0003 01 03 00 | no answer within 300 ms, but an answer of 0 bytes where 2 were asked for
            0001 0000 0005 01 04 02 0001 | no answer within 300 ms, but an answer of function 4 to a request of function 3
            0063 0000 0005 01 03 02 0001 | no answer within 300 ms, but an answer to another request
            0001 0000 0005 01 03 02 | no answer within 300 ms
            0001 0000 0004 01 03 02 00 | no answer within 300 ms, but an answer that says it has 2 bytes and has 1
            0001 0000 ffff 01 03 02 0001 | what comes from there is no Modbus TCP: another protocol, or RTU frames (modbus+rtu+tcp)
            0001 0000 0003 01 83 0B | Gateway target device failed to respond (0x0B)
            0001 0000 0003 01 83 0A | Gateway path unavailable (0x0A)
            """)
    void doesNotTakeAWrongAnswerForAValue(String answer, String reason) throws Exception {
        serve((number, request, connection) ->
                connection.getOutputStream().write(HexFormat.of().parseHex(answer.replace(" ", ""))));

        assertThatThrownBy(() -> connect(reason.startsWith("no answer") ? SHORT_MS : LONG_MS))
                .cause()
                .hasMessage(reason);
        assertThat(recorded.cycles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, Illegal function (0x01)", "4, Server device failure (0x04)", "77, Unknown exception (0x4D)"})
    void marksARefusedValueBadAndKeepsTheConnection(int code, String reason) throws Exception {
        serve((number, request, connection) -> connection
                .getOutputStream()
                .write(number == 1 ? ScriptedServer.refusal(request, code) : ScriptedServer.register(request, 5)));
        connect();

        assertThat(recorded.cycle(0).get("level").value()).isEqualTo(5L);
        assertThat(recorded.cycle(1).get("level").badReason()).contains(reason);
        assertThat(recorded.cycle(2).get("level").value()).isEqualTo(5L);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void leavesOutCyclesOfADeviceThatIsTooSlowAndCountsThem() throws Exception {
        Semaphore pace = new Semaphore(0);
        serve((number, request, connection) -> {
            pace.acquireUninterruptibly();
            connection.getOutputStream().write(ScriptedServer.register(request, number));
        });
        pace.release();
        connect();
        await().until(() -> server.requests() == 2);

        // While the second answer is out, five cycles become due; they are not asked for afterwards.
        Instant asked = Instant.now();
        await().until(() -> Duration.between(asked, Instant.now()).toMillis() > 5 * POLLING_MS);
        pace.release();
        await().until(() -> skipped() >= 3);

        assertThat(server.requests()).isLessThanOrEqualTo(4);
        assertThat(recorded.losses()).isEmpty();
    }

    private double skipped() {
        return meters.counter("celltwin.modbus.cycles.skipped", "device", "demo:device-1")
                .count();
    }

    private static void drip(byte[] answer, Socket connection, CountDownLatch ended) throws IOException {
        try {
            for (byte next : answer) {
                if (ended.await(SHORT_MS * 2 / 3, TimeUnit.MILLISECONDS)) {
                    return;
                }
                connection.getOutputStream().write(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ScriptedServer.Script script) throws IOException {
        server = new ScriptedServer(script);
    }

    private void connect() throws Exception {
        connect(LONG_MS);
    }

    private void connectImpatiently() throws Exception {
        connect(SHORT_MS);
    }

    private void connect(int timeoutMs) throws Exception {
        Device device = new TestModel()
                .number("level", "HoldingRegister", "0", "xsd:unsignedShort")
                .device(models, server.port(), 1, Map.of("pollingTimeMs", POLLING_MS, "timeoutMs", timeoutMs));
        link = driver.connect(device, recorded).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
