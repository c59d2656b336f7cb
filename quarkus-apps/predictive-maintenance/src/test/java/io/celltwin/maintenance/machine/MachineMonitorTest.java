package io.celltwin.maintenance.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From changes of a filler as the twin service tells them to what is written into its twin, with the bundled model. */
class MachineMonitorTest {

    private static final String STATE = "features/maintenance/properties/state";
    private static final String LEARNT = "features/maintenance/properties/learnt";
    private static final String NOT_JUDGED = "features/maintenance/properties/notJudged";
    private static final String ALARM = "features/alarms/properties/active/anomaly";
    private static final int LEARNING = 400;
    private static final MonitorSettings SETTINGS =
            new MonitorSettings(LEARNING, 2000, 30, 10, Duration.ofMillis(100), Duration.ofSeconds(1));

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
        execute();
        change("dosing", "{\"doseMassSetpoint\":6.0}");
    }

    @Test
    void learnsThenFindsTheMachineHealthyThenAnomalousWithItsDriver() {
        run(LEARNING, 0);
        assertThat(written.get(0).getValue(STATE)).contains(JsonValue.of("learning"));
        assertThat(written)
                .anyMatch(patch -> patch.getValue("features/maintenance/properties/learnt/effectiveSamples")
                        .isPresent());
        written.clear();

        run(100, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());

        run(60, 2);
        assertThat(last(STATE)).isEqualTo("anomalous");
        assertThat(lastAlarm().getValue("message").orElseThrow().asString()).contains("Vibration, drive end");
        assertThat(lastAlarm().getValue("advice").orElseThrow().asString()).contains("bearing");
    }

    @Test
    void whatWasLearntWhileTheMachineRestedOnItsWayIsWithdrawnWithoutAnAlarm() {
        run(LEARNING, 0);
        assertThat(monitor.learning()).isFalse();
        assertThat(lastValue(LEARNT + "/confirmed")).isEqualTo(JsonValue.of(false));

        for (int i = 0; i < 400 && !monitor.learning(); i++) {
            run(1, 0.00003 * i);
        }

        assertThat(monitor.learning()).isTrue();
        assertThat(last(STATE)).isEqualTo("learning");
        assertThat(lastValue(LEARNT).isNull()).isTrue();
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
        assertThat(monitor("{}").learning()).as("nor does the twin hold it").isTrue();
    }

    @Test
    void aFaultWhileTheModelIsOnTrialIsFoundAndNotLearnt() {
        run(LEARNING, 0);
        run(200, 0);
        run(100, 2);
        assertThat(last(STATE)).isEqualTo("anomalous");
        run(1500, 0);
        assertThat(cleared()).isTrue();
        assertThat(lastValue(LEARNT + "/confirmed")).isEqualTo(JsonValue.of(true));
        written.clear();

        run(100, 0.04);

        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void clearsTheAlarmWhenTheMachineIsHealthyAgain() {
        run(LEARNING, 0);
        run(100, 2);
        written.clear();

        run(150, 0);

        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(cleared()).isTrue();
    }

    @Test
    void oneGlitchOfAThousandDeviationsRaisesNoAlarm() {
        run(LEARNING, 0);
        run(100, 0);
        run(1, 20);
        run(100, 0);

        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
        assertThat(last(STATE)).isEqualTo("healthy");
    }

    @Test
    void aMachineThatIsSickAtARestartIsNotLearntAsHealthy() {
        run(LEARNING, 0);
        restart("{}");

        run(60, 2);

        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void anAlarmFromBeforeARestartIsClearedToo() {
        run(LEARNING, 0);
        restart("{\"anomaly\":{\"severity\":\"warning\",\"since\":\"2026-01-01T00:00:00Z\"}}");

        run(60, 0);

        assertThat(cleared()).isTrue();
    }

    @Test
    void doesNotLearnOrJudgeWhileTheMachineStandsStill() {
        change("status", "{\"machineState\":\"Idle\"}");

        run(500, 0);

        assertThat(written).isEmpty();
        assertThat(monitor.learning()).isTrue();
    }

    @Test
    void aBadIndicatorIsNamedWithItsTimeAndTheOthersAreJudged() {
        run(LEARNING, 0);
        run(50, 0);
        change("pump", "{\"quality\":{\"motorCurrent\":{\"code\":\"Bad\"}}}");
        Instant since = now;
        run(50, 0, "motorCurrent");

        assertThat(last(STATE)).isEqualTo("partial");
        JsonObject unjudged =
                lastValue(NOT_JUDGED).asArray().get(0).orElseThrow().asObject();
        assertThat(unjudged.getValue("property")).contains(JsonValue.of("motorCurrent"));
        assertThat(unjudged.getValue("reason")).contains(JsonValue.of("missing"));
        assertThat(Instant.parse(unjudged.getValue("since").orElseThrow().asString()))
                .isBetween(since, since.plusSeconds(1));

        run(60, 2, "motorCurrent");
        assertThat(last(STATE)).isEqualTo("anomalous");
        run(200, 0, "motorCurrent");
        change("pump", "{\"quality\":{\"motorCurrent\":null}}");
        run(50, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(lastValue(NOT_JUDGED).isNull()).isTrue();
    }

    @Test
    void anAlarmIsNotClearedBecauseItsIndicatorIsNotSeenAnyMore() {
        run(LEARNING, 0);
        run(60, 2);
        written.clear();

        change("pump", "{\"quality\":{\"vibrationDriveEnd\":{\"code\":\"Bad\"}}}");
        run(300, 0, "vibrationDriveEnd");

        assertThat(last(STATE)).isEqualTo("anomalous");
        assertThat(cleared()).isFalse();
        change("pump", "{\"quality\":{\"vibrationDriveEnd\":null}}");
        run(150, 0);
        assertThat(cleared()).isTrue();
    }

    @Test
    void valuesThatNoSensorMeasuresKeepNeitherLearningNorJudgingFromGoingOn() {
        for (String value : List.of("1e308", "-1e300", "1e150")) {
            for (int i = 0; i < 5; i++) {
                run(10, 0);
                change("pump", "{\"vibrationDriveEnd\":" + value + ",\"observedAt\":\"" + now.plusMillis(100) + "\"}");
            }
        }
        run(LEARNING, 0);
        assertThat(monitor.learning()).isFalse();
        change("pump", "{\"vibrationDriveEnd\":1e308}");
        run(30, 0, "vibrationDriveEnd");
        assertThat(last(STATE)).isEqualTo("partial");
        assertThat(MonitorState.CODEC.read(monitor.checkpoint())).isNotNull();
        run(100, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
    }

    @Test
    void aClockThatRanAheadAndWasSetBackDoesNotFreezeTheScore() {
        run(LEARNING, 0);
        run(60, 0.1);
        Instant right = now;
        now = now.plus(Duration.ofDays(30));
        run(1, 0.1);
        now = right;
        written.clear();

        for (int i = 0; i < 10; i++) {
            run(10, 0.1 + 0.02 * i);
        }

        assertThat(written)
                .filteredOn(patch -> patch.contains(JsonPointer.of("features/maintenance/properties/anomalyScore")))
                .hasSizeGreaterThan(3);
    }

    @Test
    void aMachineThatIsNotReachedIsNotCalledHealthy() {
        run(LEARNING, 0);
        run(50, 0);

        change("connection", "{\"status\":\"disconnected\"}");

        assertThat(last(STATE)).isEqualTo("unknown");
        assertThat(lastValue(NOT_JUDGED).asArray().getSize()).isEqualTo(8);

        change("connection", "{\"status\":\"connected\"}");
        run(50, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
    }

    @Test
    void anotherSetpointIsAnotherRegimeWhichIsLearntByItself() {
        run(LEARNING, 0);
        change("dosing", "{\"doseMassSetpoint\":9.0}");

        run(LEARNING, 1);
        run(50, 1);
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
        assertThat(last(STATE)).isIn("healthy", "settling");

        change("dosing", "{\"doseMassSetpoint\":6.0}");
        run(100, 0);
        assertThat(monitor.learning()).isFalse();
        assertThat(last(STATE)).isEqualTo("healthy");
        run(60, 1);
        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void aSettingThatDiffersByAHairIsTheSameRegime() {
        run(LEARNING, 0);
        change("dosing", "{\"doseMassSetpoint\":6.01}");

        run(10, 0);

        assertThat(monitor.learning()).isFalse();
    }

    @Test
    void settingsAreNotToldByTheModelInTheTwin() {
        change("dosing", "{\"doseMassSetpoint\":7.125}");
        run(LEARNING, 0);

        assertThat(learntModel).doesNotContain("7.125", "doseMassSetpoint");
    }

    @Test
    void afterALongStandstillTheMachineMaySettle() {
        run(LEARNING, 0);
        run(50, 0);
        now = now.plusSeconds(3600);

        run(100, 0.3);

        assertThat(last(STATE)).isEqualTo("settling");
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
        run(120, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
    }

    @Test
    void whoIsSickAfterAStandstillIsSettledOnlyForSoLong() {
        run(LEARNING, 0);
        now = now.plusSeconds(90);

        run(1100, 2);

        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void timesThatRepeatOrRunBackNeitherStopNorCountTwice() {
        run(LEARNING, 0);
        Instant before = now;
        written.clear();
        for (int i = 0; i < 50; i++) {
            now = before.minusMillis(100);
            run(1, 0);
        }
        assertThat(written).as("a time seen before makes no sample").hasSizeLessThanOrEqualTo(1);

        now = before.minusSeconds(7200);
        run(100, 0);
        assertThat(last(STATE)).isEqualTo("healthy");
        run(60, 2);
        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void aFasterRateMakesNoMoreSamples() {
        run(LEARNING, 0);
        written.clear();
        for (int i = 0; i < 1000; i++) {
            now = now.minusMillis(99);
            run(1, 0);
        }

        // A second of samples a millisecond apart.
        assertThat(written).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void writesAtMostOnceASecondWhileTheStateStays() {
        run(LEARNING, 0);
        written.clear();

        run(100, 0);

        // 100 samples at 10 Hz.
        assertThat(written).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void learnsAnewWhenTheModelIsTakenOutOfTheTwin() {
        run(LEARNING, 0);
        assertThat(monitor.learning()).isFalse();

        change("maintenance", "{\"healthyModel\":null}");

        assertThat(monitor.learning()).isTrue();
        run(LEARNING, 0);
        assertThat(monitor.learning()).isFalse();
    }

    @Test
    void anAcknowledgedAlarmIsShownAsSuchAndKeepsItsNote() {
        run(LEARNING, 0);
        run(60, 2);
        written.clear();

        change(
                "alarms",
                "{\"active\":{\"anomaly\":{\"acknowledged\":{\"by\":\"anna\",\"note\":\"bearing ordered\"}}}}");
        run(5, 2);

        assertThat(lastAlarm().getValue("state")).contains(JsonValue.of("acknowledged"));
        assertThat(written)
                .allMatch(patch -> patch.getValue(ALARM + "/acknowledged").isEmpty());
    }

    @Test
    void anAdviceSaysByWhenAndWhatWaitingCosts() {
        monitor.stopCosts(OptionalDouble.of(720));
        run(LEARNING, 0);
        run(60, 2);

        JsonObject raised = written.stream()
                .flatMap(patch -> patch.getValue(ALARM).stream())
                .findFirst()
                .orElseThrow()
                .asObject();
        assertThat(Instant.parse(raised.getValue("actBy").orElseThrow().asString()))
                .isBetween(now.minusSeconds(60), now.plus(Duration.ofHours(8)));
        assertThat(raised.getValue("costOfWaiting").orElseThrow().asString()).contains("720 units an hour");
    }

    @Test
    void aRejectedAlarmHasTheMachineLearntAsItIs() {
        run(LEARNING, 0);
        run(100, 2);
        answer("rejected");

        assertThat(cleared()).isTrue();
        assertThat(monitor.learning()).isTrue();
        assertThat(last(STATE)).isEqualTo("learning");
        written.clear();
        run(LEARNING + 100, 2);
        assertThat(last(STATE)).isEqualTo("healthy");
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
    }

    @Test
    void whatWasMendedIsOverAndRaisedAgainIfItWasNot() {
        run(LEARNING, 0);
        run(100, 2);
        answer("accepted");
        assertThat(cleared()).isFalse();
        answer("done");
        assertThat(cleared()).isTrue();
        assertThat(monitor.learning()).as("what is healthy is still known").isFalse();
        written.clear();

        run(100, 0);
        assertThat(written).noneMatch(patch -> patch.getValue(ALARM).isPresent());
        run(60, 2);
        assertThat(last(STATE)).isEqualTo("anomalous");
    }

    @Test
    void anAnswerToNoAlarmOrOneThatIsNoneChangesNothing() {
        run(LEARNING, 0);
        answer("rejected");
        assertThat(monitor.learning()).isFalse();
        run(100, 2);
        written.clear();
        answer("perhaps");

        assertThat(written).isEmpty();
        assertThat(monitor.anomalous()).isTrue();
    }

    private void answer(String answer) {
        change(
                "alarms",
                "{\"active\":{\"anomaly\":{\"answered\":{\"answer\":\"" + answer
                        + "\",\"by\":\"anna\",\"at\":\"2026-01-01T01:00:00Z\"}}}}");
    }

    @Test
    void aModelThatMakesNoSenseCountsAsNothingLearnt() {
        run(LEARNING, 0);
        String good = learntModel;
        for (String nonsense : List.of(
                "3",
                "{}",
                "{\"variables\":[\"a\"],\"means\":[],\"deviations\":[1],"
                        + "\"smoothing\":0.2,\"precisionRoot\":[[1]],\"limit\":1}",
                good.replaceFirst("\"noise\":[0-9.E-]+", "\"noise\":-1"),
                good.replaceFirst("\"jointLimit\":[0-9.E-]+", "\"jointLimit\":1e999"))) {
            learntModel = nonsense;
            assertThat(monitor("{}").learning()).as(nonsense).isTrue();
        }
        learntModel = good;
        assertThat(monitor("{}").learning()).isFalse();
    }

    private boolean cleared() {
        return written.stream()
                .flatMap(patch -> patch.getValue(ALARM).stream())
                .reduce((first, second) -> second)
                .filter(JsonValue::isNull)
                .isPresent();
    }

    private void restart(String activeAlarms) {
        monitor = monitor(activeAlarms);
        execute();
        change("dosing", "{\"doseMassSetpoint\":6.0}");
        written.clear();
    }

    private void execute() {
        change("status", "{\"machineState\":\"Execute\"}");
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

    private void run(int rows, double shift) {
        run(rows, shift, "");
    }

    /** The pump at 10 Hz; a shift is one of the drive end's vibration, in g. */
    private void run(int rows, double shift, String without) {
        for (int i = 0; i < rows; i++) {
            now = now.plusMillis(100);
            JsonObjectBuilder pump = JsonObject.newBuilder()
                    .set("vibrationDriveEnd", 0.2 + 0.02 * chance.nextGaussian() + shift)
                    .set("vibrationNonDriveEnd", 0.27 + 0.02 * chance.nextGaussian())
                    .set("motorCurrent", 2 + 0.2 * chance.nextGaussian())
                    .set("pumpPressure", 0.3 + 0.2 * chance.nextGaussian())
                    .set("motorTemperature", 90 + 0.2 * chance.nextGaussian())
                    .set("fluidTemperature", 26 + 0.05 * chance.nextGaussian())
                    .set("motorVoltage", 230 + 5 * chance.nextGaussian())
                    .set("flowRate", 122 + 1 * chance.nextGaussian())
                    .set("observedAt", now.toString());
            change(
                    "pump",
                    pump.build().remove(without.isEmpty() ? "none" : without).toString());
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
            patch.getValue(StoredModel.PATH).ifPresent(stored -> learntModel = stored.toString());
        }
        // What the maintenance feature says; the model is looked at by itself.
        patches.stream().filter(patch -> !patch.contains(StoredModel.PATH)).forEach(written::add);
    }

    private JsonObject lastAlarm() {
        return lastValue(ALARM).asObject();
    }

    private JsonValue lastValue(String path) {
        return written.stream()
                .flatMap(patch -> patch.getValue(path).stream())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private String last(String path) {
        return lastValue(path).asString();
    }
}
