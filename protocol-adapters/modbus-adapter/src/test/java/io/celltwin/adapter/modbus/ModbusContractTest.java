package io.celltwin.adapter.modbus;

import io.celltwin.adapter.contract.DeviceUnderTest;
import io.celltwin.adapter.contract.ProtocolDriverContract;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.model.ModelProperty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Modbus driver keeps the contract of all drivers. */
@Timeout(120)
class ModbusContractTest extends ProtocolDriverContract {

    private static final int UNIT = 7;
    private static final Map<String, Object> SETTINGS = Map.of("pollingTimeMs", 20, "timeoutMs", 5_000);

    @TempDir
    private Path models;

    private final TestModel model = new TestModel()
            .property(
                    "level",
                    "number",
                    "HoldingRegister",
                    "0",
                    "'modv:type': 'xsd:unsignedShort', 'op': ['readproperty', 'writeproperty']")
            .number("current", "InputRegister", "3", "xsd:short")
            .bit("running", "Coil", "1");

    @Override
    protected ProtocolDriver driver() {
        return new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry());
    }

    @Override
    protected DeviceUnderTest startDevice() throws Exception {
        TestSlave slave = TestSlave.onFreePort();
        TestSlave.Unit unit = slave.unit(UNIT).holding(0, 1).input(3, 2).coil(1, true);
        slave.open();
        return new SlaveUnderTest(slave, unit, model.device(models, slave.port(), UNIT, SETTINGS));
    }

    @Override
    protected Device absentDevice() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return model.device(models, socket.getLocalPort(), UNIT, SETTINGS);
        }
    }

    private record SlaveUnderTest(TestSlave slave, TestSlave.Unit unit, Device device) implements DeviceUnderTest {

        @Override
        public ModelProperty changingProperty() {
            return device.model().property("/features/test/properties/level").orElseThrow();
        }

        @Override
        public Object change() {
            unit.set(0, 42);
            return 42L;
        }

        @Override
        public Optional<PropertyWrite> write() {
            return Optional.of(new PropertyWrite(changingProperty(), 4711L));
        }

        @Override
        public void die() {
            slave.close();
        }

        @Override
        public void close() {
            slave.close();
        }
    }
}
