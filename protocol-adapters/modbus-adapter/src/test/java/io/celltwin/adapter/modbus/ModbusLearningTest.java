package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver finds out about a device that does not take every request, and what it makes of it. */
@Timeout(120)
class ModbusLearningTest {

    private static final int TIMEOUT_MS = 200;
    private static final int POLLING_MS = 50;
    private static final int NO_SECOND_CYCLE_MS = 3_600_000;

    @TempDir
    private Path models;

    private final ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry());
    private final RecordingListener recorded = new RecordingListener();
    private MemoryServer server;
    private DeviceLink link;

    @BeforeEach
    void listen() throws IOException {
        server = new MemoryServer();
    }

    @AfterEach
    void stop() throws IOException {
        if (link != null) {
            link.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aRequestThatIsRefusedForItsLengthIsHalvedUntilItIsTakenAndThatIsKept(int code) throws Exception {
        server.faulty(request ->
                MemoryServer.count(request) > 20 ? Optional.of(MemoryServer.refusal(request, code)) : Optional.empty());
        TestModel model = registers(0, 100);
        connect(model, Map.of());

        assertAllGood(recorded.cycle(0), 100);
        recorded.awaitCycles(3);
        link.close();
        int requests = server.requests().size();
        RecordingListener again = new RecordingListener();
        connect(model, Map.of(), again);

        assertAllGood(again.cycle(0), 100);
        List<byte[]> sinceThen = List.copyOf(server.requests());
        assertThat(sinceThen.subList(requests, sinceThen.size()))
                .allSatisfy(request -> assertThat(MemoryServer.count(request)).isLessThanOrEqualTo(20));
    }

    @Test
    void oneRegisterThatIsNotThereTakesOnlyItsOwnValueDown() throws Exception {
        server.faulty(request ->
                MemoryServer.start(request) <= 37 && MemoryServer.start(request) + MemoryServer.count(request) > 37
                        ? Optional.of(MemoryServer.refusal(request, 2))
                        : Optional.empty());
        connect(registers(0, 100), Map.of("pollingTimeMs", NO_SECOND_CYCLE_MS));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("p37").badReason()).contains("Illegal data address (0x02)");
        assertThat(first.values().stream().filter(Reading::isGood)).hasSize(99);
        // Halving finds it in far fewer requests than asking for each register alone.
        assertThat(server.requests()).hasSizeLessThan(30);
    }

    @Test
    void aDeviceThatRefusesEverythingIsNotAskedForEachValueInEachCycle() throws Exception {
        server.faulty(request -> Optional.of(MemoryServer.refusal(request, 4)));
        connect(registers(0, 50), Map.of());
        recorded.awaitCycles(2);
        int requests = server.requests().size();
        int cycles = recorded.cycles().size();

        recorded.awaitCycles(cycles + 5);

        assertThat(server.requests().size() - requests).isLessThanOrEqualTo(10);
        assertThat(recorded.cycle(cycles).get("p0").badReason()).contains("Server device failure (0x04)");
        server.faulty(request -> Optional.empty());
        recorded.awaitValue("p49", 49L);
    }

    @Test
    void aFailureThatPassesSplitsNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.faulty(request ->
                asked.getAndIncrement() == 3 ? Optional.of(MemoryServer.refusal(request, 4)) : Optional.empty());
        connect(registers(0, 50), Map.of());
        recorded.awaitCycles(6);

        assertThat(recorded.cycles())
                .allSatisfy(cycle -> assertThat(cycle)
                        .allSatisfy(reading -> assertThat(reading.isGood()).isTrue()));
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(MemoryServer.count(request)).isEqualTo(50));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void aBusyDeviceIsAskedAgainWithinTheCycle(int code) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.faulty(request ->
                asked.getAndIncrement() % 3 < 2 ? Optional.of(MemoryServer.refusal(request, code)) : Optional.empty());
        connect(registers(0, 10), Map.of());
        recorded.awaitCycles(4);

        assertThat(recorded.cycles())
                .allSatisfy(cycle -> assertThat(cycle)
                        .allSatisfy(reading -> assertThat(reading.isGood()).isTrue()));
    }

    @Test
    void aRangeThatIsSilentTakesOnlyItsOwnValuesDownAndIsReadAgainOnceItAnswers() throws Exception {
        server.faulty(
                request -> MemoryServer.start(request) == 1000 ? Optional.of(MemoryServer.SILENCE) : Optional.empty());
        connect(
                registers(0, 3)
                        .number("p1000", "HoldingRegister", "1000", "xsd:unsignedShort")
                        .number("p2000", "HoldingRegister", "2000", "xsd:unsignedShort"),
                Map.of());

        assertThat(recorded.cycle(0).get("p1000").badReason()).contains("no answer within 200 ms");
        assertThat(recorded.cycle(0).values().stream().filter(Reading::isGood)).hasSize(4);
        recorded.awaitCycles(5);
        assertThat(recorded.losses()).isEmpty();
        server.faulty(request -> Optional.empty());

        recorded.awaitValue("p1000", 1000L);
        await().until(() -> recorded.cycles().get(recorded.cycles().size() - 1).stream()
                .anyMatch(reading -> reading.property().name().equals("p1000") && reading.isGood()));
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void aDeviceThatAnswersNothingAnyMoreIsLostHoweverManyRangesItHas() throws Exception {
        connect(
                registers(0, 1)
                        .number("p1000", "HoldingRegister", "1000", "xsd:unsignedShort")
                        .number("p2000", "HoldingRegister", "2000", "xsd:unsignedShort")
                        .number("p3000", "HoldingRegister", "3000", "xsd:unsignedShort"),
                Map.of());
        recorded.awaitCycles(2);

        server.faulty(request -> Optional.of(MemoryServer.SILENCE));

        assertThat(recorded.awaitLoss()).isEqualTo("no answer within 200 ms");
    }

    @Test
    void registersOfEveryByteOrderAreReadByOneRequest() throws Exception {
        TestModel model = new TestModel();
        for (int i = 0; i < 93; i++) {
            model.property(
                    "p" + i,
                    "number",
                    "HoldingRegister",
                    String.valueOf(i),
                    "'modv:type': 'uint16', 'modv:mostSignificantByte': %b, 'modv:mostSignificantWord': %b"
                            .formatted(i % 2 == 0, i % 3 == 0));
        }
        connect(model, Map.of());

        assertThat(recorded.cycle(0)).hasSize(93);
        assertThat(recorded.cycle(0).get("p6").value()).isEqualTo(6L);
        assertThat(recorded.cycle(0).get("p7").value()).isEqualTo(0x0700L);
        assertThat(server.requests().get(0)).containsExactly(3, 0, 0, 0, 93);
    }

    @Test
    void aDeviceThatLosesWhatComesRightAfterTheConnectionIsGivenTheTimeItNeeds() throws Exception {
        long opened = System.nanoTime();
        server.faulty(request -> System.nanoTime() - opened < TimeUnit.MILLISECONDS.toNanos(800)
                ? Optional.of(MemoryServer.SILENCE)
                : Optional.empty());

        connect(registers(0, 1), Map.of("pauseAfterConnectMs", 900));

        assertThat(recorded.cycle(0).get("p0").value()).isEqualTo(0L);
        assertThat(server.requests().get(0)).isNotNull();
    }

    @Test
    void aDeviceIsGivenTheTimeItNeedsBetweenRequests() throws Exception {
        AtomicInteger tooSoon = new AtomicInteger();
        long[] last = {System.nanoTime() - TimeUnit.SECONDS.toNanos(1)};
        server.faulty(request -> {
            long now = System.nanoTime();
            if (now - last[0] < TimeUnit.MILLISECONDS.toNanos(40)) {
                tooSoon.incrementAndGet();
            }
            last[0] = now;
            return Optional.empty();
        });
        connect(
                registers(0, 1)
                        .number("p1000", "HoldingRegister", "1000", "xsd:unsignedShort")
                        .number("p2000", "HoldingRegister", "2000", "xsd:unsignedShort"),
                Map.of("pauseBetweenRequestsMs", 45));
        recorded.awaitCycles(3);

        assertThat(tooSoon).hasValue(0);
    }

    @Test
    void theLastRegisterAndUnits0And255AreRead() throws Exception {
        TestModel model = new TestModel().number("last", "HoldingRegister", "65535", "xsd:unsignedShort");
        connect(model.device(models, server.port(), 0, settings(Map.of())), recorded);
        recorded.awaitValue("last", 65_535L);
        link.close();
        RecordingListener highest = new RecordingListener();
        connect(model.device(models, server.port(), 255, settings(Map.of())), highest);

        highest.awaitValue("last", 65_535L);
    }

    private static void assertAllGood(Map<String, Reading> cycle, int count) {
        assertThat(cycle).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(cycle.get("p" + i).value()).isEqualTo((long) i);
        }
    }

    private static TestModel registers(int start, int count) {
        TestModel model = new TestModel();
        for (int i = start; i < start + count; i++) {
            model.number("p" + i, "HoldingRegister", String.valueOf(i), "xsd:unsignedShort");
        }
        return model;
    }

    private static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putIfAbsent("pollingTimeMs", POLLING_MS);
        settings.put("timeoutMs", TIMEOUT_MS);
        return settings;
    }

    private void connect(TestModel model, Map<String, Object> more) throws Exception {
        connect(model, more, recorded);
    }

    private void connect(TestModel model, Map<String, Object> more, RecordingListener listener) throws Exception {
        connect(model.device(models, server.port(), 1, settings(more)), listener);
    }

    private void connect(Device device, RecordingListener listener) throws Exception {
        link = driver.connect(device, listener).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
