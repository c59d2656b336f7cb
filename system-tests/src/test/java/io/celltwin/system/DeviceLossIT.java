package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import java.time.Duration;
import java.util.Map;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device whose cable is pulled: its twin says so, nobody else notices, and it is read again afterwards. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceLossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VOLTAGE = "/features/bms/properties/packVoltage";
    private static final String SPEED = "/features/drive/properties/rollSpeed";
    private static final String CONNECTION = "/features/connection/properties";

    private Plant plant;

    @BeforeAll
    void use(Plant shared) {
        plant = shared;
    }

    @Test
    void aModbusDeviceIsLostAndComesBack() {
        ScriptedDevice cut = plant.modbusDevice("pack-cut", "battery-pack-1.0.0", Map.of("packVoltage", 41.0));
        ScriptedDevice other = plant.modbusDevice("pack-beside", "battery-pack-1.0.0", Map.of("packVoltage", 42.0));
        awaitTwin(cut, VOLTAGE, JsonValue.of(41.0));
        awaitTwin(other, VOLTAGE, JsonValue.of(42.0));

        losesAndRegains(cut, "packVoltage", VOLTAGE, other, "packVoltage", VOLTAGE);
    }

    @Test
    void anOpcUaMachineIsLostAndComesBack() {
        ScriptedDevice cut = plant.opcUaDevice("calender-cut", "calender-1.0.0", Map.of("rollSpeed", 41.0));
        ScriptedDevice other = plant.opcUaDevice("calender-beside", "calender-1.0.0", Map.of("rollSpeed", 42.0));
        awaitTwin(cut, SPEED, JsonValue.of(41.0));
        awaitTwin(other, SPEED, JsonValue.of(42.0));

        losesAndRegains(cut, "rollSpeed", SPEED, other, "rollSpeed", SPEED);
    }

    private void losesAndRegains(
            ScriptedDevice cut,
            String property,
            String path,
            ScriptedDevice other,
            String otherProperty,
            String otherPath) {
        JsonValue otherSince = plant.twin(other.id(), CONNECTION + "/since");

        cut.cut();
        awaitTwin(cut, CONNECTION + "/status", JsonValue.of("disconnected"));
        assertThat(plant.twin(cut.id(), CONNECTION + "/reason").asString()).isNotBlank();
        assertThat(plant.twin(cut.id(), path)).as("the last good value stays").isEqualTo(JsonValue.of(41.0));

        other.show(otherProperty, 43.0);
        awaitTwin(other, otherPath, JsonValue.of(43.0));
        assertThat(plant.twin(other.id(), CONNECTION + "/since"))
                .as("never lost")
                .isEqualTo(otherSince);

        cut.show(property, 44.0);
        cut.restore();
        awaitTwin(cut, CONNECTION + "/status", JsonValue.of("connected"));
        awaitTwin(cut, path, JsonValue.of(44.0));
        assertThat(plant.twin(cut.id(), CONNECTION + "/reason").isNull()).isTrue();
    }

    private void awaitTwin(ScriptedDevice device, String path, JsonValue expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(plant.twin(device.id(), path).toString()).isEqualTo(expected.toString()));
    }
}
