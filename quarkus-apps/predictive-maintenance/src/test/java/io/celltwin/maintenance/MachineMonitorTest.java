package io.celltwin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From changes of a filler as the twin service tells them to what is written into its twin, with the bundled model. */
class MachineMonitorTest {

    private static final String STATE = "features/maintenance/properties/state";
    private static final String ALARM = "features/alarms/properties/active/anomaly";
    private static final MachineMonitor.Settings SETTINGS =
            new MachineMonitor.Settings(200, 30, 20, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final ThingModel model = ModelCatalog.bundled().get("electrolyte-filler-1.0.0");
    private final Random chance = new Random(3);
    private final List<JsonObject> written = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MachineMonitor monitor;
    /** What the twin holds. */
    private String learntModel = "null";

    @BeforeEach
    void start() {
        monitor = monitor("{}");
        change("status", "{\"machineState\":\"Execute\"}");
    }

    @Test
    void learnsThenFindsTheMachineHealthyThenAnomalousWithItsDriver() {
        run(200, 0);
        assertThat(written)
                .singleElement()
                .satisfies(
                        patch -> assertThat(patch.getValue(STATE).orElseThrow().asString())
                                .isEqualTo("learning"));
        written.clear();

        run(100, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());

        run(60, 2);
        assertThat(last(STATE)).isEqualTo("anomalous");
        List<JsonValue> alarm = written.stream()
                .flatMap(patch -> patch.getValue(ALARM).stream())
                .toList();
        assertThat(alarm).hasSize(1);
        assertThat(alarm.get(0).asObject().getValue("message").orElseThrow().asString())
                .contains("Vibration, drive end");
    }

    @Test
    void clearsTheAlarmWhenTheMachineIsHealthyAgain() {
        run(200, 0);
        run(60, 2);
        written.clear();

        run(100, 0);

        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(written.stream()
                        .flatMap(patch -> patch.getValue(ALARM).stream())
                        .toList())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.isNull()).isTrue());
    }

    @Test
    void aMachineThatIsSickAtARestartIsNotLearntAsHealthy() {
        run(200, 0);
        monitor = monitor("{}");
        change("status", "{\"machineState\":\"Execute\"}");
        written.clear();

        run(60, 2);

        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void anAlarmFromBeforeARestartIsClearedToo() {
        run(200, 0);
        monitor = monitor("{\"anomaly\":{\"severity\":\"warning\"}}");
        change("status", "{\"machineState\":\"Execute\"}");
        written.clear();

        run(60, 0);

        assertThat(written.stream()
                        .flatMap(patch -> patch.getValue(ALARM).stream())
                        .toList())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.isNull()).isTrue());
    }

    @Test
    void doesNotLearnOrJudgeWhileTheMachineStandsStill() {
        change("status", "{\"machineState\":\"Idle\"}");

        run(500, 0);

        assertThat(written).isEmpty();
        assertThat(monitor.learning()).isTrue();
    }

    @Test
    void writesAtMostOnceASecondWhileTheStateStays() {
        run(200, 0);
        written.clear();

        run(100, 0);

        // 100 rows at 10 Hz.
        assertThat(written).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void learnsAnewWhenTheModelIsTakenOutOfTheTwin() {
        run(200, 0);
        assertThat(monitor.learning()).isFalse();

        change("maintenance", "{\"healthyModel\":null}");

        assertThat(monitor.learning()).isTrue();
        run(200, 0);
        assertThat(monitor.learning()).isFalse();
    }

    @Test
    void aModelThatMakesNoSenseCountsAsNothingLearnt() {
        for (String nonsense : List.of(
                "3",
                "{}",
                "{\"variables\":[\"a\"],\"means\":[],\"deviations\":[1],"
                        + "\"smoothing\":0.2,\"precisionRoot\":[[1]],\"limit\":1}")) {
            learntModel = nonsense;
            assertThat(monitor("{}").learning()).isTrue();
        }
    }

    private MachineMonitor monitor(String activeAlarms) {
        return new MachineMonitor(snapshot(activeAlarms), MachineModel.of(model).orElseThrow(), SETTINGS);
    }

    private TwinChange snapshot(String activeAlarms) {
        return new TwinChange(
                "demo:filler-1",
                Optional.of(model),
                JsonObject.of("{\"features\":{\"alarms\":{\"properties\":{\"active\":" + activeAlarms
                        + "}},\"maintenance\":{\"properties\":{\"healthyModel\":" + learntModel + "}}}}"),
                1,
                now,
                true,
                false);
    }

    /** The pump at 10 Hz; a shift is one of the drive end's vibration, in g. */
    private void run(int rows, double shift) {
        for (int i = 0; i < rows; i++) {
            now = now.plusMillis(100);
            JsonObject pump = JsonObject.newBuilder()
                    .set("vibrationDriveEnd", 0.2 + 0.02 * chance.nextGaussian() + shift)
                    .set("vibrationNonDriveEnd", 0.27 + 0.02 * chance.nextGaussian())
                    .set("motorCurrent", 2 + 0.2 * chance.nextGaussian())
                    .set("pumpPressure", 0.3 + 0.2 * chance.nextGaussian())
                    .set("motorTemperature", 90 + 0.2 * chance.nextGaussian())
                    .set("fluidTemperature", 26 + 0.05 * chance.nextGaussian())
                    .set("motorVoltage", 230 + 5 * chance.nextGaussian())
                    .set("flowRate", 122 + 1 * chance.nextGaussian())
                    .set("observedAt", now.toString())
                    .build();
            change("pump", pump.toString());
        }
    }

    private void change(String feature, String properties) {
        List<JsonObject> patches = monitor.next(new TwinChange(
                "demo:filler-1",
                Optional.of(model),
                JsonObject.of("{\"features\":{\"" + feature + "\":{\"properties\":" + properties + "}}}"),
                2,
                now,
                false,
                false));
        for (JsonObject patch : patches) {
            patch.getValue(StoredModel.PATH).ifPresent(model -> learntModel = model.toString());
        }
        // What the maintenance feature says; the model is looked at by itself.
        patches.stream().filter(patch -> !patch.contains(StoredModel.PATH)).forEach(written::add);
    }

    private String last(String path) {
        return written.stream()
                .flatMap(patch -> patch.getValue(path).stream())
                .reduce((a, b) -> b)
                .orElseThrow()
                .asString();
    }
}
