package io.celltwin.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device whose model was written for this test: what stands in a model appears in the registers. */
class ModbusDeviceTest {

    private static final String MODEL = """
            {
              "@context": ["https://www.w3.org/2022/wot/td/v1.1", {"cell": "https://celltwin.io/vocab#",
                "unit": "http://qudt.org/vocab/unit/", "modv": "https://www.w3.org/2019/wot/modbus#"}],
              "@type": "tm:ThingModel", "title": "Mixer", "version": {"model": "1.0.0"},
              "securityDefinitions": {"nosec_sc": {"scheme": "nosec"}}, "security": "nosec_sc",
              "base": "{{ADDRESS}}/",
              "properties": {
                "counter": {"title": "Counter", "type": "integer", "readOnly": true, "forms": [
                  {"href": "300?quantity=4", "op": ["readproperty"], "modv:entity": "InputRegister",
                   "modv:type": "xsd:long", "modv:zeroBasedAddressing": true}]},
                "unknownToTheProcess": {"title": "New", "type": "number", "unit": "unit:DEG_C", "minimum": 20,
                  "maximum": 40, "readOnly": true, "forms": [
                  {"href": "310?quantity=1", "op": ["readproperty"], "modv:entity": "InputRegister",
                   "modv:type": "xsd:short", "cell:scale": 0.01, "modv:zeroBasedAddressing": true}]}
              }
            }
            """;

    @TempDir
    Path directory;

    private final AtomicLong counter = new AtomicLong();

    @Test
    void aPropertyThatWasAddedToAModelAppearsInItsRegistersWithAPlausibleValue() throws Exception {
        try (ModbusDevice device = device();
                Connection client = new Connection(device)) {
            double value = client.read(310, 1)[0].toShort() * 0.01;
            assertThat(value).isBetween(28.0, 32.0);
        }
    }

    @Test
    void aReadOfGapsGivesZeroAndOfOtherUnitsNothing() throws Exception {
        try (ModbusDevice device = device();
                Connection client = new Connection(device)) {
            assertThat(client.read(304, 6))
                    .allSatisfy(register -> assertThat(register.getValue()).isZero());
            assertThat(catchThrowable(() -> client.master.readInputRegisters(ModbusDevice.UNIT + 1, 310, 1)))
                    .isNotNull();
        }
    }

    @Test
    void aValueOfSeveralRegistersIsNeverTornWhileItChanges() throws Exception {
        try (ModbusDevice device = device();
                Connection client = new Connection(device)) {
            Thread writer = new Thread(() -> {
                // All four registers change with every step.
                for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    counter.set((i % 0x7FFF) * 0x0001_0001_0001_0001L);
                    device.publish();
                }
            });
            writer.start();
            try {
                for (int i = 0; i < 2000; i++) {
                    InputRegister[] read = client.read(300, 4);
                    for (InputRegister register : read) {
                        assertThat(register.getValue()).isEqualTo(read[0].getValue());
                    }
                }
            } finally {
                writer.interrupt();
                writer.join();
            }
        }
    }

    private ModbusDevice device() throws Exception {
        Files.writeString(directory.resolve("mixer-1.0.0.tm.jsonld"), MODEL);
        ThingModel model = new ModelCatalog(directory).get("mixer-1.0.0");
        return new ModbusDevice("demo:mixer-1", model, new DeviceValues(model, new Counting(), new Setpoints()), 0);
    }

    private final class Counting implements SimulatedProcess {

        @Override
        public void advance(double seconds) {
            // Time changes nothing here.
        }

        @Override
        public Optional<SimulatedSignal> signal(ModelProperty property) {
            return property.name().equals("counter") ? Optional.of(counter::get) : Optional.empty();
        }

        @Override
        public String dataSource() {
            return "a test";
        }
    }

    private static final class Connection implements AutoCloseable {

        private final ModbusTCPMaster master;

        Connection(ModbusDevice device) throws Exception {
            master = new ModbusTCPMaster(
                    device.address().getHost(), device.address().getPort());
            master.connect();
        }

        InputRegister[] read(int address, int count) throws Exception {
            return master.readInputRegisters(ModbusDevice.UNIT, address, count);
        }

        @Override
        public void close() {
            master.disconnect();
        }
    }
}
