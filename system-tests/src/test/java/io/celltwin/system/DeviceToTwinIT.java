package io.celltwin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Discharge;
import io.celltwin.system.plant.Plant;
import io.celltwin.system.plant.PlantExtension;
import io.celltwin.system.plant.ScriptedDevice;
import io.celltwin.system.plant.TwinSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real register or node says goes the whole way: to subscribers, into the twin, to the apps, into the records. */
@ExtendWith(PlantExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceToTwinIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UNTIL_KNOWN_AS_HEALTHY = Duration.ofMinutes(3);
    private static final String SCORE = "/features/maintenance/properties/anomalyScore";

    private Plant plant;

    @BeforeAll
    void use(Plant shared) {
        plant = shared;
    }

    @Test
    void aRegisterIsSeenInTheTwinAndByASubscriber() {
        String voltage = "/features/bms/properties/packVoltage";
        ScriptedDevice pack = plant.modbusDevice("pack-register", "battery-pack-1.0.0", Map.of("packVoltage", 44.4));
        awaitTwin(pack, voltage, JsonValue.of(44.4));

        try (TwinSubscriber subscriber = plant.subscribe(pack.id())) {
            pack.show("packVoltage", 45.67);

            await().atMost(PATIENCE).until(() -> subscriber.told(voltage).contains(JsonValue.of(45.67)));
        }
        awaitTwin(pack, voltage, JsonValue.of(45.67));
        assertThat(plant.twin(pack.id(), "/features/connection/properties/status"))
                .isEqualTo(JsonValue.of("connected"));
        assertThat(plant.twin(pack.id(), "/definition").asString()).contains("battery-pack-1.0.0");
    }

    @Test
    void aNodeIsSeenInTheTwinAndByASubscriber() {
        String speed = "/features/web/properties/webSpeed";
        ScriptedDevice coater = plant.opcUaDevice("coater-node", "electrode-coater-1.0.0", Map.of("webSpeed", 40.0));
        awaitTwin(coater, speed, JsonValue.of(40.0));

        try (TwinSubscriber subscriber = plant.subscribe(coater.id())) {
            coater.show("webSpeed", 47.25);

            await().atMost(PATIENCE).until(() -> subscriber.told(speed).contains(JsonValue.of(47.25)));
        }
        awaitTwin(coater, speed, JsonValue.of(47.25));
        assertThat(plant.twin(coater.id(), "/features/connection/properties/status"))
                .isEqualTo(JsonValue.of("connected"));
    }

    @Test
    void fullDischargesBecomeAHealthEstimateAndThenARemainingLife() {
        Discharge discharge = new Discharge(2);
        ScriptedDevice pack = plant.modbusDevice("pack-health", "battery-pack-1.0.0", discharge.start(1, 1000));
        String health = "/features/health/properties";
        double clock = 1000;
        for (int cycle = 1; cycle <= 12; cycle++) {
            clock = 1
                    + discharge.run(
                            pack,
                            cycle,
                            clock,
                            1.9 - 0.01 * cycle,
                            registers -> await().atMost(PATIENCE)
                                    .pollInterval(Duration.ofMillis(20))
                                    .until(() -> plant.hasRead(pack, registers)));
            double expected = 100 * (1.9 - 0.01 * cycle) / 2;
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(number(pack, health + "/stateOfHealth")).isCloseTo(expected, within(0.35)));
        }

        JsonObject life =
                plant.twin(pack.id(), health + "/remainingUsefulLifeCycles").asObject();
        double median = life.getValue("median").orElseThrow().asDouble();
        assertThat(life.getValue("p05").orElseThrow().asDouble())
                .isLessThan(median)
                .isGreaterThanOrEqualTo(0);
        assertThat(life.getValue("p95").orElseThrow().asDouble()).isGreaterThan(median);
        assertThat(number(pack, health + "/capacityAh")).isCloseTo(1.78, within(0.007));
    }

    @Test
    void aRoughPumpIsAnAnomalyWithItsDriverAndAnAlarmThatIsRecorded() {
        ScriptedDevice filler = plant.filler();
        await().atMost(UNTIL_KNOWN_AS_HEALTHY)
                .until(() -> plant.twin(filler.id(), "/features/maintenance/properties/state")
                        .equals(JsonValue.of("healthy")));
        assertThat(number(filler, SCORE)).isLessThan(1);

        filler.showNoise("vibrationDriveEnd", 0.6, 0.02);

        String alarm = "/features/alarms/properties/active/anomaly";
        await().atMost(PATIENCE).until(() -> plant.has(filler.id(), alarm));
        assertThat(number(filler, SCORE)).isGreaterThan(1);
        assertThat(plant.twin(filler.id(), "/features/maintenance/properties/drivers")
                        .asArray()
                        .get(0)
                        .orElseThrow()
                        .asObject()
                        .getValue("property"))
                .contains(JsonValue.of("vibrationDriveEnd"));
        await().atMost(PATIENCE)
                .until(() -> !plant.records(filler.id(), "alarm").isEmpty());

        plant.letPumpRunHealthily();

        await().atMost(PATIENCE).until(() -> !plant.has(filler.id(), alarm));
        await().atMost(PATIENCE).until(() -> plant.records(filler.id(), "alarm").size() == 2);
    }

    @Test
    void aValueBeyondItsLimitIsAnAlarmInTheTwinAndInTheRecords() {
        String alarm = "/features/alarms/properties/active/packHot";
        ScriptedDevice pack = plant.modbusDevice("pack-hot", "battery-pack-1.0.0", Map.of("packTemperature", 30.0));
        awaitTwin(pack, "/features/bms/properties/packTemperature", JsonValue.of(30.0));

        pack.show("packTemperature", 60.0);

        await().atMost(PATIENCE).until(() -> plant.has(pack.id(), alarm));
        assertThat(plant.twin(pack.id(), alarm + "/severity")).isEqualTo(JsonValue.of("critical"));
        await().atMost(PATIENCE)
                .until(() -> plant.records(pack.id(), "alarm").stream()
                        .anyMatch(record -> record.toString().contains("\"alarm\":\"packHot\"")));
    }

    @Test
    void aBatchThatLeavesAMachineHasPassedAStepWithTheStatisticsOfItsValues() {
        String batch = "demo:batch-of-tests";
        ScriptedDevice calender = plant.opcUaDevice(
                "calender-step",
                "calender-1.0.0",
                Map.of("machineState", "Execute", "currentBatch", "", "rollSpeed", 30.0));
        awaitTwin(calender, "/features/drive/properties/rollSpeed", JsonValue.of(30.0));

        calender.show("currentBatch", batch);
        awaitTwin(calender, "/features/status/properties/currentBatch", JsonValue.of(batch));
        for (double speed : new double[] {50, 70, 60}) {
            calender.show("rollSpeed", speed);
            awaitTwin(calender, "/features/drive/properties/rollSpeed", JsonValue.of(speed));
        }
        calender.show("currentBatch", "");

        await().atMost(PATIENCE).until(() -> !plant.records(batch, "step").isEmpty());
        List<JsonObject> steps = plant.records(batch, "step");
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).toString()).contains(calender.id(), "calendering", "rollSpeed");
        assertThat(steps.get(0).toString()).contains("70").contains("30");
        assertThat(plant.records(calender.id(), "step"))
                .as("found by its machine, too")
                .isEqualTo(steps);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plant.twin(batch, "/features/calendering/properties/statistics")
                                .toString())
                        .contains("rollSpeed", "70"));
        assertThat(plant.api().get("/lifecycle/trace/" + batch).text()).contains(calender.id());
    }

    private double number(ScriptedDevice device, String path) {
        JsonValue value = plant.twin(device.id(), path);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private void awaitTwin(ScriptedDevice device, String path, JsonValue expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        assertThat(plant.twin(device.id(), path).toString()).isEqualTo(expected.toString()));
    }
}
