package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real Modbus server. */
@Timeout(120)
class ModbusDriverTest {

    private static final Map<String, Object> FAST = Map.of("pollingTimeMs", 20, "timeoutMs", 10_000);

    @TempDir
    private Path models;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, meters);
    private final RecordingListener recorded = new RecordingListener();
    private TestSlave slave;
    private DeviceLink link;

    @BeforeEach
    void makeSlave() throws Exception {
        slave = TestSlave.onFreePort();
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        slave.close();
    }

    @Test
    void readsEveryAreaInTheFirstCycle() throws Exception {
        slave.unit(3)
                .holding(0, 0x4053, 0x3333)
                .holding(10, 0x4964, 0x6c65, 0, 0)
                .input(5, 0xfffe)
                .coil(1, true)
                .discrete(2, false);
        slave.open();

        connect(
                new TestModel()
                        .number("voltage", "HoldingRegister", "0?quantity=2", "xsd:float")
                        .text("state", "HoldingRegister", "10?quantity=4")
                        .number("current", "InputRegister", "5", "xsd:short")
                        .bit("running", "Coil", "1")
                        .bit("alarm", "DiscreteInput", "2"),
                3,
                FAST);

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first).hasSize(5);
        assertThat(first.get("voltage").value()).isEqualTo(3.3);
        assertThat(first.get("state").value()).isEqualTo("Idle");
        assertThat(first.get("current").value()).isEqualTo(-2L);
        assertThat(first.get("running").value()).isEqualTo(true);
        assertThat(first.get("alarm").value()).isEqualTo(false);
        assertThat(first.values())
                .allSatisfy(reading -> assertThat(reading.deviceClock()).isFalse());
    }

    @Test
    void tellsWhatHasChangedInTheDevice() throws Exception {
        TestSlave.Unit unit = slave.unit(1).holding(0, 7);
        slave.open();
        connect(new TestModel().number("level", "HoldingRegister", "0", "xsd:unsignedShort"), 1, FAST);
        recorded.awaitValue("level", 7L);

        unit.set(0, 8);

        recorded.awaitValue("level", 8L);
    }

    @Test
    void readsPropertiesOfOnePollingTimeAsOneCycleHoweverManyRequestsTheyTake() throws Exception {
        slave.unit(1).holding(0, 1).input(0, 2).holding(500, 3).holding(900, 4);
        slave.open();

        connect(
                new TestModel()
                        .number("a", "HoldingRegister", "0", "xsd:unsignedShort", 20)
                        .number("b", "InputRegister", "0", "xsd:unsignedShort", 20)
                        .number("c", "HoldingRegister", "500", "xsd:unsignedShort", 20)
                        .number("slow", "HoldingRegister", "900", "xsd:unsignedShort", 86_400_000),
                1,
                Map.of("timeoutMs", 10_000));

        assertThat(recorded.cycle(0)).containsOnlyKeys("a", "b", "c", "slow");
        assertThat(recorded.cycle(1)).containsOnlyKeys("a", "b", "c");
        assertThat(recorded.cycle(2)).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void readsAroundAGapThatTheDeviceRefuses() throws Exception {
        slave.unit(1).holding(0, 1).holding(1, 2).holding(5, 3);
        slave.open();

        connect(
                new TestModel()
                        .number("a", "HoldingRegister", "0", "xsd:unsignedShort")
                        .number("b", "HoldingRegister", "1", "xsd:unsignedShort")
                        .number("c", "HoldingRegister", "5", "xsd:unsignedShort"),
                1,
                FAST);

        assertThat(recorded.cycle(0).values()).extracting(Reading::value).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(recorded.cycle(1)).hasSize(3);
    }

    @Test
    void callsOnlyThatBadWhichTheDeviceDoesNotHave() throws Exception {
        slave.unit(1).holding(0, 1).holding(2, 3);
        slave.open();

        connect(
                new TestModel()
                        .number("a", "HoldingRegister", "0", "xsd:unsignedShort")
                        .number("missing", "HoldingRegister", "1", "xsd:unsignedShort")
                        .number("c", "HoldingRegister", "2", "xsd:unsignedShort"),
                1,
                FAST);

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("a").value()).isEqualTo(1L);
        assertThat(first.get("missing").badReason()).contains("Illegal data address (0x02)");
        assertThat(first.get("c").value()).isEqualTo(3L);
        assertThat(recorded.cycle(1).get("missing").badReason()).isPresent();
    }

    @Test
    void goesOnWithTheOthersWhenOneValueMeansNothing() throws Exception {
        slave.unit(1).holding(0, 0x7fc0, 0, 5);
        slave.open();

        connect(
                new TestModel()
                        .number("broken", "HoldingRegister", "0?quantity=2", "xsd:float")
                        .number("fine", "HoldingRegister", "2", "xsd:unsignedShort"),
                1,
                FAST);

        assertThat(recorded.cycle(0).get("broken").badReason()).contains("not a number");
        assertThat(recorded.cycle(0).get("fine").value()).isEqualTo(5L);
    }

    @Test
    void readsSeveralUnitsBehindOneAddress() throws Exception {
        slave.unit(1).holding(0, 11);
        slave.unit(2).holding(0, 22);
        slave.open();
        TestModel model = new TestModel().number("level", "HoldingRegister", "0", "xsd:unsignedShort");
        RecordingListener second = new RecordingListener();

        connect(model, 1, FAST);
        try (DeviceLink other = driver.connect(model.device(models, slave.port(), 2, FAST), second)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)) {
            recorded.awaitValue("level", 11L);
            second.awaitValue("level", 22L);
        }
    }

    @Test
    void readsNoMoreOftenThanItShall() throws Exception {
        slave.unit(1).holding(0, 1);
        slave.open();

        connect(
                new TestModel().number("level", "HoldingRegister", "0", "xsd:unsignedShort"),
                1,
                Map.of("pollingTimeMs", 50, "timeoutMs", 10_000));
        recorded.awaitCycles(11);

        List<List<Reading>> cycles = recorded.cycles();
        Duration elapsed = Duration.between(
                cycles.get(0).get(0).sourceTime(), cycles.get(10).get(0).sourceTime());
        assertThat(elapsed).isGreaterThanOrEqualTo(Duration.ofMillis(450));
    }

    @Test
    void tellsOfALostDeviceOnceAndReadsItAgainAfterANewConnection() throws Exception {
        slave.unit(1).holding(0, 1);
        slave.open();
        TestModel model = new TestModel().number("level", "HoldingRegister", "0", "xsd:unsignedShort");
        connect(model, 1, FAST);
        recorded.awaitCycles(1);

        slave.close();
        assertThat(recorded.awaitLoss()).isNotBlank();
        slave = new TestSlave(slave.port());
        slave.unit(1).holding(0, 2);
        slave.open();
        RecordingListener again = new RecordingListener();
        link = driver.connect(model.device(models, slave.port(), 1, FAST), again)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        again.awaitValue("level", 2L);
        assertThat(recorded.losses()).hasSize(1);
    }

    @Test
    void tellsNothingAnyMoreOnceItIsClosed() throws Exception {
        slave.unit(1).holding(0, 1);
        slave.open();
        connect(new TestModel().number("level", "HoldingRegister", "0", "xsd:unsignedShort"), 1, FAST);
        recorded.awaitCycles(2);

        link.close();
        int told = recorded.cycles().size();
        link.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("modbus demo:device-1")));
        assertThat(recorded.cycles()).hasSize(told);
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void failsWhenNobodyListens() {
        Device device = new TestModel()
                .number("level", "HoldingRegister", "0", "xsd:unsignedShort")
                .device(models, slave.port(), 1, FAST);

        assertThatThrownBy(() -> connect(device))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("Connection refused")
                .cause()
                .hasMessageContaining("refused");
        assertThat(recorded.cycles()).isEmpty();
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void failsAtOnceForASettingThatMakesNoSense() {
        Device device = new TestModel()
                .number("level", "HoldingRegister", "0", "xsd:unsignedShort")
                .device(models, slave.port(), 1, Map.of("maxRegistersPerRequest", 126));

        assertThatThrownBy(() -> connect(device))
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("setting maxRegistersPerRequest must be a whole number from 1 to 125");
    }

    @Test
    void failsAtOnceForAPollingTimeThatIsTooShort() {
        Device device = new TestModel()
                .number("level", "HoldingRegister", "0", "xsd:unsignedShort")
                .device(models, slave.port(), 1, Map.of("pollingTimeMs", 9));

        assertThatThrownBy(() -> connect(device))
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessageContaining("polling time of 9 ms is too short");
    }

    @Test
    void failsAtOnceForAModelThatModbusCannotRead() {
        assertThatThrownBy(() -> connect(new TestModel().device(models, slave.port(), 1, FAST)))
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("model test-device-1.0.0 has no form for reading by modbus+tcp");
    }

    @Test
    void asksForNoMoreThanADeviceTakes() throws Exception {
        slave.unit(1).holding(0, 1, 2, 3, 4);
        slave.open();

        connect(
                new TestModel()
                        .number("a", "HoldingRegister", "0?quantity=2", "xsd:unsignedInt")
                        .number("b", "HoldingRegister", "2?quantity=2", "xsd:unsignedInt"),
                1,
                Map.of("maxRegistersPerRequest", 2, "pollingTimeMs", 20, "timeoutMs", 10_000));

        assertThat(recorded.cycle(0).values()).extracting(Reading::badReason).containsOnly(Optional.empty());
    }

    private void connect(TestModel model, int unit, Map<String, Object> settings) throws Exception {
        connect(model.device(models, slave.port(), unit, settings));
    }

    private void connect(Device device) throws Exception {
        link = driver.connect(device, recorded).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
