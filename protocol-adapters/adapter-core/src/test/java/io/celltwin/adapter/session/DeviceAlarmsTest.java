package io.celltwin.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import io.celltwin.adapter.driver.DeviceAlarm.State;
import io.celltwin.adapter.edge.DeviceClock;
import io.celltwin.adapter.twin.TwinMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonMergePatch;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;

/** What becomes of a device's own alarms in its twin. */
class DeviceAlarmsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final DeviceAlarms alarms = new DeviceAlarms(new DeviceClock(false, Duration.ofMinutes(5)));
    private JsonObject features = JsonFactory.newObject(
            "{\"alarms\":{\"properties\":{\"active\":{\"dryer_old\":{\"severity\":\"info\"},\"oilHot\":{\"severity\":\"warning\"}}}}}");

    @Test
    void aCompleteReportTakesAwayWhatAFormerProcessHasLeftAndNothingElse() {
        accept(complete(alarm("dryer_a", "hot")));
        assertThat(active()).containsExactlyInAnyOrder("oilHot", "dryer_a");
        assertThat(get("dryer_a/message")).contains(JsonValue.of("hot"));
        assertThat(get("dryer_a/state")).contains(JsonValue.of("active"));
        assertThat(get("dryer_a/condition/severity")).contains(JsonValue.of(700L));
        accept(complete());
        assertThat(active()).containsExactly("oilHot");
    }

    @Test
    void whatIsNotCompleteLeavesTheOthersAlone() {
        accept(report(false, Set.of(), alarm("dryer_a", "hot")));
        assertThat(active()).containsExactlyInAnyOrder("oilHot", "dryer_old", "dryer_a");
        accept(report(false, Set.of("dryer_a")));
        assertThat(active()).containsExactlyInAnyOrder("oilHot", "dryer_old");
    }

    @Test
    void anAlarmThatTheDeviceForgotWhileItWasAwayIsClearedByName() {
        accept(complete(alarm("dryer_a", "hot"), alarm("dryer_b", "cold")));
        AlarmReport told =
                alarms.accept(complete(alarm("dryer_b", "cold")), NOW).orElseThrow();
        // By its name, so that who keeps a record of alarms hears of it.
        assertThat(told.gone()).containsExactly("dryer_a");
        apply(told);
        assertThat(active()).containsExactlyInAnyOrder("oilHot", "dryer_b");
    }

    @Test
    void whatIsToldAgainIsNoNews() {
        accept(complete(alarm("dryer_a", "hot")));
        assertThat(alarms.accept(complete(alarm("dryer_a", "hot")), NOW)).isEmpty();
        assertThat(alarms.accept(report(false, Set.of(), alarm("dryer_a", "hot")), NOW))
                .isEmpty();
        assertThat(alarms.accept(report(false, Set.of(), alarm("dryer_a", "hotter")), NOW))
                .isPresent();
    }

    @Test
    void anAlarmOfADeviceWithAWrongClockStaysOfTheMomentThatItWasFirstToldOf() {
        Instant device = NOW.minus(Duration.ofHours(4));
        accept(complete(alarm("dryer_a", "hot").since(device.minusSeconds(10)), device));
        assertThat(get("dryer_a/since"))
                .contains(JsonValue.of(NOW.minusSeconds(10).toString()));
        AlarmReport again = complete(alarm("dryer_a", "hotter").since(device.minusSeconds(10)), device.plusSeconds(3));
        apply(alarms.accept(again, NOW.plusSeconds(5)).orElseThrow());
        assertThat(get("dryer_a/message")).contains(JsonValue.of("hotter"));
        assertThat(get("dryer_a/since"))
                .contains(JsonValue.of(NOW.minusSeconds(10).toString()));
    }

    @Test
    void aProblemIsToldAndTakenBack() {
        accept(new AlarmReport("dryer", false, Map.of(), Set.of(), Optional.of("Bad_EventFilterInvalid")));
        assertThat(quality()).contains(JsonValue.of("Bad_EventFilterInvalid"));
        accept(complete());
        assertThat(quality()).isEmpty();
    }

    @Test
    void everythingHealsATwinThatMissedSomething() {
        alarms.accept(complete(alarm("dryer_a", "hot")), NOW);
        alarms.everything().forEach(this::apply);
        assertThat(active()).containsExactlyInAnyOrder("oilHot", "dryer_a");
    }

    private void accept(AlarmReport report) {
        apply(alarms.accept(report, NOW).orElseThrow());
    }

    private void apply(AlarmReport report) {
        apply(new TwinMessages("demo:coater").deviceAlarms(report).payload());
    }

    private void apply(byte[] message) {
        JsonObject json = JsonFactory.newObject(new String(message, StandardCharsets.UTF_8));
        features = JsonMergePatch.of(json.getValue("value").orElseThrow())
                .applyOn(features)
                .asObject();
    }

    private List<String> active() {
        return features
                .getValue(JsonPointer.of("/alarms/properties/active"))
                .orElseThrow()
                .asObject()
                .getKeys()
                .stream()
                .map(Object::toString)
                .toList();
    }

    private Optional<JsonValue> get(String pointer) {
        return features.getValue(JsonPointer.of("/alarms/properties/active/" + pointer));
    }

    private Optional<JsonValue> quality() {
        return features.getValue(JsonPointer.of("/alarms/properties/quality/dryer"));
    }

    private static AlarmReport complete(DeviceAlarm... standing) {
        return report(true, Set.of(), standing);
    }

    private static AlarmReport complete(DeviceAlarm alarm, Instant deviceTime) {
        return complete(new DeviceAlarm(
                alarm.id(),
                alarm.severity(),
                alarm.message(),
                alarm.state(),
                alarm.since(),
                alarm.clearedAt(),
                alarm.acknowledged(),
                alarm.condition(),
                Optional.of(deviceTime)));
    }

    private static AlarmReport report(boolean complete, Set<String> gone, DeviceAlarm... standing) {
        return new AlarmReport(
                "dryer",
                complete,
                Arrays.stream(standing).collect(Collectors.toMap(DeviceAlarm::id, Function.identity())),
                gone,
                Optional.empty());
    }

    private static DeviceAlarm alarm(String id, String message) {
        return new DeviceAlarm(
                id,
                "warning",
                message,
                State.ACTIVE,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Map.of("severity", 700L),
                Optional.empty());
    }
}
