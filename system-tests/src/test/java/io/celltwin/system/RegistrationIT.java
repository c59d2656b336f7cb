package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import java.time.Duration;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is changed in the device registry takes effect without a restart. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VOLTAGE = "/features/bms/properties/packVoltage";
    private static final String STATUS = "/features/connection/properties/status";
    private static final String REASON = "/features/connection/properties/reason";

    private Plant plant;

    @BeforeAll
    void use(Plant shared) {
        plant = shared;
    }

    @Test
    void anotherAddressIsReadFromThenOn() {
        ScriptedDevice device = plant.modbusDevice("pack-moved", "battery-pack-1.0.0", Map.of("packVoltage", 41.0));
        awaitTwin(device, VOLTAGE, "41.0");
        try (ScriptedDevice successor =
                ScriptedDevice.modbus(device.id(), "battery-pack-1.0.0", Map.of("packVoltage", 42.0))) {
            change(device, successor.registration());

            awaitTwin(device, VOLTAGE, "42.0");
            awaitTwin(device, STATUS, "\"connected\"");
        }
    }

    @Test
    void anotherAttributeIsInTheTwinFromThenOn() {
        ScriptedDevice device = plant.modbusDevice("pack-named", "battery-pack-1.0.0", Map.of("packVoltage", 41.0));
        awaitTwin(device, VOLTAGE, "41.0");

        change(device, device.registration(JsonObject.of("{\"serialNumber\":\"P-77\"}")));

        awaitTwin(device, "/attributes/serialNumber", "\"P-77\"");
        device.show("packVoltage", 43.0);
        awaitTwin(device, VOLTAGE, "43.0");
    }

    @Test
    void aDisabledAndADeletedDeviceIsReadNoMoreAndItsTwinSaysSo() {
        ScriptedDevice device = plant.modbusDevice("pack-gone", "battery-pack-1.0.0", Map.of("packVoltage", 41.0));
        awaitTwin(device, VOLTAGE, "41.0");

        change(device, device.registration().setValue("enabled", false));
        awaitTwin(device, STATUS, "\"disconnected\"");
        awaitTwin(device, REASON, "\"registration disabled\"");

        change(device, device.registration());
        awaitTwin(device, STATUS, "\"connected\"");

        assertThat(plant.api().delete(Plant.registryPath(device)).status()).isEqualTo(204);
        awaitTwin(device, STATUS, "\"disconnected\"");
        awaitTwin(device, REASON, "\"registration deleted\"");

        ScriptedDevice other = plant.modbusDevice("pack-after", "battery-pack-1.0.0", Map.of("packVoltage", 44.0));
        device.show("packVoltage", 42.0);
        awaitTwin(other, VOLTAGE, "44.0");
        assertThat(plant.twin(device.id(), VOLTAGE)).isEqualTo(JsonValue.of(41.0));
    }

    @Test
    void aRegistrationThatMakesNoSenseIsRefusedWithTheReasonAndTheDeviceIsServedOn() {
        ScriptedDevice device = plant.modbusDevice("pack-wrong", "battery-pack-1.0.0", Map.of("packVoltage", 41.0));
        awaitTwin(device, VOLTAGE, "41.0");

        Api.Answer answer = plant.api()
                .put(
                        Plant.registryPath(device),
                        device.registration().setValue("/ext/celltwin/address", "modbus+tcp://"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("ext.celltwin.address");
        awaitTwin(device, STATUS, "\"connected\"");
    }

    @Test
    void theRegistryRefusesWhatItDoesNotKnowByName() {
        String path = "/v1/devices/" + Plant.TENANT + "/demo:pack-typo";
        Api.Answer answer = plant.api().post(path, JsonObject.of("{\"enabeld\":true}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("enabeld");
    }

    private void change(ScriptedDevice device, JsonObject registration) {
        Api.Answer answer = plant.api().put(Plant.registryPath(device), registration);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private void awaitTwin(ScriptedDevice device, String path, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(plant.twin(device.id(), path).toString()).isEqualTo(expected));
    }
}
