package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user wants of a device reaches it, and the twin and the records say what became of it. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesiredPropertyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODEL = "calender-1.0.0";
    private static final String SPEED = "/features/drive/properties/rollSpeedSetpoint";
    private static final String DESIRED = "/features/drive/desiredProperties/rollSpeedSetpoint";
    private static final String STATE = "/features/connection/properties/desired/drive/rollSpeedSetpoint/";

    private Plant plant;

    @BeforeAll
    void use(Plant shared) {
        plant = shared;
    }

    @Test
    void aDesiredPropertyIsWrittenToTheDeviceAndRecordedWithWhoWantedIt() {
        ScriptedDevice calender = calender("calender-desired");

        desire(calender, JsonValue.of(42.5));

        awaitTwin(calender, STATE + "state", "\"applied\"");
        awaitTwin(calender, SPEED, "42.5");
        assertThat(plant.twin(calender.id(), STATE + "by").asString()).isEqualTo("celltwin:celltwin");
        await().atMost(PATIENCE)
                .until(() -> !plant.records(calender.id(), "command").isEmpty());
        List<JsonObject> records = plant.records(calender.id(), "command");
        assertThat(records).hasSize(1);
        assertThat(records.get(0).toString()).contains("celltwin:celltwin", SPEED, "42.5");
    }

    @Test
    void aMessageIsAnsweredByWhatTheDeviceHolds() {
        ScriptedDevice calender = calender("calender-message");
        JsonObject write = JsonObject.newBuilder()
                .set("property", SPEED)
                .set("value", 17.5)
                .build();

        String inbox = "/api/2/things/" + calender.id() + "/inbox/messages/write?timeout=20";
        // Its registration was changed a moment ago, so it may still be connecting anew.
        Api.Answer answer =
                await().atMost(PATIENCE).until(() -> plant.api().post(inbox, write), given -> given.status() != 503);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains(SPEED, "17.5");
    }

    @Test
    void oneThatMayNotBeIsRefusedWithTheReason() {
        ScriptedDevice calender = calender("calender-refused");

        desire(calender, JsonValue.of(1e6));

        awaitTwin(calender, STATE + "state", "\"refused\"");
        assertThat(plant.twin(calender.id(), STATE + "answer").asString()).contains("above maximum");
    }

    @Test
    void oneOfADeviceThatTakesNoCommandsIsRefusedWithTheSwitchThatIsOff() {
        ScriptedDevice calender = plant.opcUaDevice("calender-off", MODEL, Map.of("rollSpeedSetpoint", 10.0));
        awaitTwin(calender, SPEED, "10.0");

        desire(calender, JsonValue.of(42.5));

        awaitTwin(calender, STATE + "state", "\"refused\"");
        assertThat(plant.twin(calender.id(), STATE + "answer").asString()).contains("acceptCommands");
    }

    @Test
    void oneOfADeviceThatIsAwayWaitsForIt() {
        ScriptedDevice calender = calender("calender-away");
        calender.cut();
        awaitTwin(calender, "/features/connection/properties/status", "\"disconnected\"");

        desire(calender, JsonValue.of(12.5));
        awaitTwin(calender, STATE + "state", "\"pending\"");
        calender.restore();

        awaitTwin(calender, STATE + "state", "\"applied\"");
        awaitTwin(calender, SPEED, "12.5");
    }

    private ScriptedDevice calender(String name) {
        ScriptedDevice calender = plant.opcUaDevice(name, MODEL, Map.of("rollSpeedSetpoint", 10.0));
        Api.Answer answer = plant.api()
                .put(
                        Plant.registryPath(calender),
                        calender.registration().setValue("/ext/celltwin/settings/acceptCommands", true));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        awaitTwin(calender, SPEED, "10.0");
        return calender;
    }

    private void desire(ScriptedDevice device, JsonValue value) {
        Api.Answer answer = plant.api().put("/api/2/things/" + device.id() + DESIRED, value);
        assertThat(answer.ok()).as(answer.text()).isTrue();
    }

    private void awaitTwin(ScriptedDevice device, String path, String expected) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(plant.twin(device.id(), path).toString()).isEqualTo(expected));
    }
}
