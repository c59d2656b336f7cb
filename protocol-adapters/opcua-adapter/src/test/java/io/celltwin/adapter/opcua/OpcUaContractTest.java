package io.celltwin.adapter.opcua;

import io.celltwin.adapter.contract.DeviceUnderTest;
import io.celltwin.adapter.contract.ProtocolDriverContract;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.model.ModelProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The OPC-UA driver keeps the contract of all drivers. */
@Timeout(120)
class OpcUaContractTest extends ProtocolDriverContract {

    @TempDir
    private Path models;

    private final TestModel model =
            new TestModel().property("level").property("current").property("running");

    @Override
    protected ProtocolDriver driver() {
        return TestConfig.DEFAULT.driver();
    }

    @Override
    protected DeviceUnderTest startDevice() throws Exception {
        TestServer server =
                TestServer.start().variable("level", 1).variable("current", 2.0).variable("running", true);
        return new ServerUnderTest(server, model.device(models, server.address(), Map.of()), new AtomicBoolean());
    }

    @Override
    protected Device absentDevice() throws IOException {
        return model.device(models, "opc.tcp://127.0.0.1:" + TestServer.freePort(), Map.of());
    }

    private record ServerUnderTest(TestServer server, Device device, AtomicBoolean dead) implements DeviceUnderTest {

        @Override
        public ModelProperty changingProperty() {
            return device.model().property("/features/test/properties/level").orElseThrow();
        }

        @Override
        public Object change() {
            server.set("level", 42);
            return 42L;
        }

        @Override
        public Optional<PropertyWrite> write() {
            return Optional.of(new PropertyWrite(changingProperty(), 7L));
        }

        @Override
        public void die() {
            if (!dead.getAndSet(true)) {
                server.close();
            }
        }

        @Override
        public void close() {
            die();
        }
    }
}
