package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.binding.ModbusAddress;
import io.celltwin.model.schema.DataSchema;
import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedDevice;
import io.celltwin.simulator.SimulatedLine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled models, the simulated line and this driver mean the same. */
@Timeout(120)
class SimulatedLineTest {

    @TempDir
    private static Path state;

    private static SimulatedLine line;

    @BeforeAll
    static void startLine() throws Exception {
        line = SimulatedLine.start(LineOptions.usual(state));
    }

    @AfterAll
    static void stopLine() {
        line.close();
    }

    static List<SimulatedDevice> modbusDevices() {
        return line.devices().stream()
                .filter(device -> device.address().getScheme().equals(ModbusAddress.SCHEME))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modbusDevices")
    void readsEveryPropertyOfASimulatedDevice(SimulatedDevice simulated) throws Exception {
        Device device = new Device(
                "demo",
                simulated.deviceId(),
                ModelCatalog.bundled().get(simulated.model()),
                simulated.address(),
                Map.of(),
                new DeviceSettings(Map.of("timeoutMs", 10_000)));
        ModbusDriver driver = new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry());
        RecordingListener recorded = new RecordingListener();

        try (DeviceLink link =
                driver.connect(device, recorded).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
            recorded.awaitCycles(2);
        }

        assertThat(recorded.cycles().get(0))
                .extracting(Reading::property)
                .containsExactlyInAnyOrderElementsOf(device.model().properties().stream()
                        .filter(property -> !property.forms().isEmpty())
                        .toList());
        assertThat(recorded.cycles())
                .allSatisfy(cycle -> assertThat(cycle).allSatisfy(reading -> {
                    assertThat(reading.badReason()).isEmpty();
                    assertThat(DataSchema.of(reading.property().schema()).problem(reading.value()))
                            .as(reading.property().name())
                            .isEmpty();
                }));
    }
}
