package io.celltwin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.ModbusSlaveException;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line without recorded data, seen by real clients; time passes only when a test lets it. */
class SimulatedLineTest {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration TAKT = Duration.ofSeconds(10);
    private static final int DOSE_SETPOINT = 130;
    private static final int DOSE_MASS = 20;
    private static final int PUMP_FLOW = 14;
    private static final int OPERATING_TIME = 6;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LineOptions options;
    private SimulatedLine line;

    @BeforeEach
    void start() throws IOException {
        options = LineOptions.usual(directory).withClock(clock).withTakt(TAKT);
        line = SimulatedLine.assemble(options);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    @Test
    void thirteenDevicesStandForTheLine() {
        assertThat(line.devices())
                .extracting(SimulatedDevice::deviceId)
                .containsExactly(
                        "demo:coater-1",
                        "demo:calender-1",
                        "demo:formation-1",
                        "demo:filler-1",
                        "demo:filler-2",
                        "demo:pack-1",
                        "demo:pack-2",
                        "demo:pack-3",
                        "demo:pack-4",
                        "demo:pack-5",
                        "demo:pack-6",
                        "demo:pack-7",
                        "demo:pack-8");
        assertThat(line.devices()).extracting(SimulatedDevice::address).doesNotHaveDuplicates();
        assertThat(line.dataSource()).contains("physical model for all devices");
        assertThat(line.devices())
                .filteredOn(each -> each.deviceId().startsWith("demo:pack-"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.dataSource()).contains("times as fast as real"));
        assertThat(line.devices())
                .allSatisfy(each -> assertThat(each.dataSource()).contains("physical model"));
    }

    @Test
    void everyNodeOfEveryMachineIsGoodAndInItsRangeWhileABatchIsMade() throws Exception {
        pass(TAKT.multipliedBy(4).plus(TAKT.dividedBy(2)));
        assertNodesInRange("demo:coater-1", "urn:celltwin:electrode-coater");
        assertNodesInRange("demo:calender-1", "urn:celltwin:calender");
        assertNodesInRange("demo:formation-1", "urn:celltwin:formation-cabinet");
    }

    @Test
    void aBatchPassesCoaterCalenderFillerAndFormation() throws Exception {
        List<String> passed = new ArrayList<>();
        line.addListener((batch, step, at) -> passed.add(batch.id() + ' ' + step));
        try (OpcUaTestClient coater = opcUa("demo:coater-1", "urn:celltwin:electrode-coater");
                OpcUaTestClient calender = opcUa("demo:calender-1", "urn:celltwin:calender");
                ModbusClient filler1 = modbus("demo:filler-1");
                ModbusClient filler2 = modbus("demo:filler-2");
                OpcUaTestClient formation = opcUa("demo:formation-1", "urn:celltwin:formation-cabinet")) {
            pass(TAKT.dividedBy(2));
            assertThat(text(coater, "Status.CurrentBatch")).isEqualTo("demo:batch-1");
            assertThat(text(coater, "Status.State")).isEqualTo("Execute");
            assertThat(text(calender, "Status.CurrentBatch")).isEmpty();
            assertThat(text(calender, "Status.State")).isEqualTo("Idle");
            pass(TAKT);
            assertThat(text(calender, "Status.CurrentBatch")).isEqualTo("demo:batch-1");
            pass(TAKT);
            assertThat(filler1.holdingText(108, 16)).isEqualTo("demo:batch-1");
            assertThat(filler1.holdingText(100, 8)).isEqualTo("Execute");
            assertThat(filler2.holdingText(108, 16)).isEmpty();
            pass(TAKT);
            assertThat(filler1.holdingText(108, 16)).isEqualTo("demo:batch-1");
            assertThat(filler2.holdingText(108, 16)).isEqualTo("demo:batch-2");
            pass(TAKT);
            assertThat(text(formation, "Status.CurrentBatch")).isEqualTo("demo:batch-1");
            assertThat(filler1.holdingText(108, 16)).isEqualTo("demo:batch-3");
            pass(TAKT);
            assertThat(passed)
                    .filteredOn(each -> each.startsWith("demo:batch-1 "))
                    .containsExactly(
                            "demo:batch-1 COATING",
                            "demo:batch-1 CALENDERING",
                            "demo:batch-1 FILLING",
                            "demo:batch-1 FORMATION");
        }
    }

    @Test
    void aWrittenRegisterIsHeldAndChangesTheProcess() throws Exception {
        pass(TAKT.multipliedBy(3));
        try (ModbusClient filler = modbus("demo:filler-1")) {
            assertThat(filler.inputWord(DOSE_MASS) / 1000.0).isCloseTo(6.0, within(0.2));
            float flowBefore = filler.inputFloat(PUMP_FLOW);

            filler.writeHolding(DOSE_SETPOINT, 7000);
            assertThat(filler.holdingWord(DOSE_SETPOINT)).isEqualTo(7000);
            pass(Duration.ofSeconds(3));

            assertThat(filler.holdingWord(DOSE_SETPOINT)).isEqualTo(7000);
            assertThat(filler.inputWord(DOSE_MASS) / 1000.0).isCloseTo(7.0, within(0.2));
            assertThat(filler.inputFloat(PUMP_FLOW)).isGreaterThan(flowBefore * 1.1f);

            filler.writeCoil(0, false);
            pass(Duration.ofSeconds(1));
            assertThat(filler.coil(0)).isFalse();
            assertThat(filler.inputFloat(PUMP_FLOW)).isZero();
        }
    }

    @Test
    void aRegisterThatIsNotForWritingOrAValueOutOfRangeIsRefused() throws Exception {
        pass(TICK);
        try (ModbusClient filler = modbus("demo:filler-1")) {
            assertThatThrownBy(() -> filler.writeHolding(100, 1)).isInstanceOf(ModbusSlaveException.class);
            assertThatThrownBy(() -> filler.writeHolding(DOSE_SETPOINT, 60_000))
                    .isInstanceOf(ModbusSlaveException.class);
            assertThatThrownBy(() -> filler.holdingWord(5000)).isInstanceOf(ModbusSlaveException.class);
            assertThat(filler.holdingWord(DOSE_SETPOINT)).isEqualTo(6000);
        }
    }

    @Test
    void aWrittenNodeIsHeldAndChangesTheProcess() throws Exception {
        pass(TAKT.dividedBy(2));
        try (OpcUaTestClient coater = opcUa("demo:coater-1", "urn:celltwin:electrode-coater")) {
            assertThat(coater.number("Dryer.Zone2.Temperature")).isCloseTo(114, within(2.0));
            assertThat(coater.write("Dryer.Zone2.Setpoint", 140.0)).isEqualTo(StatusCode.GOOD);
            pass(Duration.ofSeconds(90));
            assertThat(coater.number("Dryer.Zone2.Setpoint")).isEqualTo(140.0);
            assertThat(coater.number("Dryer.Zone2.Temperature")).isCloseTo(139, within(2.0));
        }
    }

    @Test
    void aNodeThatIsNotForWritingOrAValueOutOfRangeIsRefused() throws Exception {
        try (OpcUaTestClient coater = opcUa("demo:coater-1", "urn:celltwin:electrode-coater")) {
            assertThat(coater.write("Dryer.Zone2.Setpoint", 1000.0).value()).isEqualTo(StatusCodes.Bad_OutOfRange);
            assertThat(coater.write("Dryer.Zone2.Setpoint", "hot").value()).isEqualTo(StatusCodes.Bad_TypeMismatch);
            assertThat(coater.write("Dryer.Zone2.Temperature", 20.0).value())
                    .isEqualTo(StatusCodes.Bad_UserAccessDenied);
            assertThat(coater.number("Dryer.Zone2.Setpoint")).isEqualTo(115.0);
        }
    }

    @Test
    void aCutModbusDeviceLosesItsConnectionsAndIsBackAtTheSameAddress() throws Exception {
        pass(TICK);
        URI address = device("demo:filler-1").address();
        try (ModbusClient connected = modbus("demo:filler-1");
                ModbusClient neighbour = modbus("demo:filler-2")) {
            assertThat(connected.inputFloat(PUMP_FLOW)).isPositive();

            line.cut("demo:filler-1");
            assertThatThrownBy(() -> connected.inputFloat(PUMP_FLOW)).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> new ModbusClient(address)).isInstanceOf(Exception.class);
            assertThat(neighbour.inputFloat(PUMP_FLOW)).isPositive();

            line.restore("demo:filler-1");
            try (ModbusClient again = new ModbusClient(address)) {
                assertThat(again.inputFloat(PUMP_FLOW)).isPositive();
            }
        }
    }

    @Test
    void aCutMachineLosesItsConnectionsAndIsBackAtTheSameAddress() throws Exception {
        try (OpcUaTestClient connected = opcUa("demo:coater-1", "urn:celltwin:electrode-coater");
                OpcUaTestClient neighbour = opcUa("demo:calender-1", "urn:celltwin:calender")) {
            line.cut("demo:coater-1");
            assertThatThrownBy(() -> connected.read("Web.Speed")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> opcUa("demo:coater-1", "urn:celltwin:electrode-coater"))
                    .isInstanceOf(Exception.class);
            assertThat(neighbour.read("Drive.Speed").statusCode()).isEqualTo(StatusCode.GOOD);

            line.restore("demo:coater-1");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(connected.read("Web.Speed").statusCode()).isEqualTo(StatusCode.GOOD));
        }
    }

    @Test
    void aRestartGoesOnWithNewBatchNumbersTheSamePortsAndOlderPacks() throws Exception {
        pass(TAKT.multipliedBy(2).plus(TAKT.dividedBy(2)));
        List<SimulatedDevice> before = line.devices();
        double operatingSeconds = operatingSeconds("demo:pack-1");
        assertThat(operatingSeconds).isEqualTo(9000);

        line.close();
        line = SimulatedLine.assemble(options);
        pass(TICK);

        assertThat(line.devices())
                .extracting(SimulatedDevice::address)
                .containsExactlyElementsOf(
                        before.stream().map(SimulatedDevice::address).toList());
        assertThat(operatingSeconds("demo:pack-1")).isBetween(operatingSeconds, operatingSeconds + 60);
        try (OpcUaTestClient coater = opcUa("demo:coater-1", "urn:celltwin:electrode-coater")) {
            // Batches 1 to 3 had entered the line.
            assertThat(text(coater, "Status.CurrentBatch")).isEqualTo("demo:batch-4");
        }
    }

    @Test
    void aHardStopNeitherReusesABatchNumberNorTurnsAPackClockBack() throws Exception {
        pass(TAKT.multipliedBy(2).plus(TICK));
        double operatingSeconds = operatingSeconds("demo:pack-1");
        Path copy = Files.createDirectory(directory.resolve("after-crash"));
        try (Stream<Path> files = Files.list(directory).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (SimulatedLine revived = SimulatedLine.assemble(options.withStateDirectory(copy))) {
            URI coater = revived.devices().get(0).address();
            try (OpcUaTestClient client = new OpcUaTestClient(coater, "urn:celltwin:electrode-coater")) {
                assertThat(text(client, "Status.CurrentBatch")).isEqualTo("demo:batch-4");
            }
            URI pack = revived.devices().get(5).address();
            try (ModbusClient client = new ModbusClient(pack)) {
                assertThat(client.inputIntLowWordFirst(OPERATING_TIME) / 10.0).isGreaterThanOrEqualTo(operatingSeconds);
            }
        }
    }

    @Test
    void aTakenPortIsSaidAndLeavesNothingRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            LineOptions onTaken =
                    options.withStateDirectory(directory.resolve("other")).withPorts(port, 0);
            assertThatThrownBy(() -> SimulatedLine.assemble(onTaken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    @Test
    void aDamagedStateFileIsNamed() throws Exception {
        Path other = Files.createDirectory(directory.resolve("damaged"));
        Files.writeString(other.resolve("simulated-line.properties"), "nextBatch=many\n");
        assertThatThrownBy(() -> SimulatedLine.assemble(options.withStateDirectory(other)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("simulated-line.properties")
                .hasMessageContaining("nextBatch");
    }

    private void assertNodesInRange(String deviceId, String namespace) throws Exception {
        ThingModel model = options.models().get(device(deviceId).model());
        try (OpcUaTestClient client = opcUa(deviceId, namespace)) {
            int read = 0;
            for (ModelProperty property : model.properties()) {
                if (property.forms().isEmpty()) {
                    continue;
                }
                String href = model.describe(deviceId, device(deviceId).address())
                        .forms(property)
                        .get(0)
                        .path("href")
                        .asText();
                DataValue value = client.read(href.substring(href.indexOf(";s=") + 3));
                assertThat(value.statusCode()).as(href).isEqualTo(StatusCode.GOOD);
                if (value.value().value() instanceof Number number) {
                    property.minimum()
                            .ifPresent(bound ->
                                    assertThat(number.doubleValue()).as(href).isGreaterThanOrEqualTo(bound));
                    property.maximum()
                            .ifPresent(bound ->
                                    assertThat(number.doubleValue()).as(href).isLessThanOrEqualTo(bound));
                }
                read++;
            }
            assertThat(read).isGreaterThan(20);
        }
    }

    private double operatingSeconds(String deviceId) throws Exception {
        try (ModbusClient pack = modbus(deviceId)) {
            return pack.inputIntLowWordFirst(OPERATING_TIME) / 10.0;
        }
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toMillis() / TICK.toMillis(); i++) {
            clock.advance(TICK);
            line.tick();
        }
    }

    private SimulatedDevice device(String id) {
        return line.devices().stream()
                .filter(each -> each.deviceId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ModbusClient modbus(String deviceId) throws Exception {
        return new ModbusClient(device(deviceId).address());
    }

    private OpcUaTestClient opcUa(String deviceId, String namespace) throws Exception {
        return new OpcUaTestClient(device(deviceId).address(), namespace);
    }

    private static String text(OpcUaTestClient client, String name) throws Exception {
        return (String) client.read(name).value().value();
    }
}
