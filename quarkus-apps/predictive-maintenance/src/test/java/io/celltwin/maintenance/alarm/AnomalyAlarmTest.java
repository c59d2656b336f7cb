package io.celltwin.maintenance.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;

class AnomalyAlarmTest {

    private static final AnomalyAlarm.Text TEXT = new AnomalyAlarm.Text(
            "The machine vibrates", "Listen to the bearing", JsonArray.of("[]"), Optional.empty());

    private final AnomalyAlarm alarm = AnomalyAlarm.in(JsonObject.empty());
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aRaisedAlarmHasAllThatTheContractNames() {
        JsonObject raised = shown(next(true, 2).orElseThrow());

        assertThat(raised.getKeys().stream().map(Object::toString))
                .contains("severity", "since", "message", "advice", "value", "limit", "state", "drivers");
        assertThat(raised.getValue("severity")).contains(JsonValue.of("warning"));
        assertThat(raised.getValue("state")).contains(JsonValue.of("active"));
    }

    @Test
    void itsValueIsKeptCurrentAndItsBeginningIsNot() {
        next(true, 2);
        pass(60);

        JsonObject update = shown(next(true, 3.5).orElseThrow());

        assertThat(update.getValue("value")).contains(JsonValue.of(3.5));
        assertThat(update.contains("since")).isFalse();
        assertThat(next(true, 3.6)).as("hardly another value, and at once").isEmpty();
    }

    @Test
    void whatGetsMuchWorseIsCriticalAtOnceAndStaysSo() {
        next(true, 2);

        assertThat(shown(next(true, 30).orElseThrow()).getValue("severity")).contains(JsonValue.of("critical"));
        pass(60);
        assertThat(shown(next(true, 2).orElseThrow()).getValue("severity")).contains(JsonValue.of("critical"));
    }

    @Test
    void whatGrowsIsCriticalEarlierThanWhatStands() {
        AnomalyAlarm standing = AnomalyAlarm.in(JsonObject.empty());
        standing.next(true, 6, () -> TEXT, now);
        for (int i = 0; i < 300; i++) {
            standing.next(true, 6, () -> TEXT, now.plusSeconds(i));
        }
        assertThat(standing.state().severity()).isEqualTo(Severity.WARNING);

        next(true, 2);
        next(true, 6);
        assertThat(alarm.state().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatGrewLatelyIsCriticalFromItsBeginningAndWhatGrewSlowlyIsNot() {
        for (int i = 0; i < 100; i++) {
            next(false, 0.3);
        }
        next(true, 5);
        assertThat(alarm.state().severity()).isEqualTo(Severity.CRITICAL);

        AnomalyAlarm slow = AnomalyAlarm.in(JsonObject.empty());
        for (int i = 0; i < 1000; i++) {
            slow.next(false, 5 * i / 1000.0, () -> TEXT, now);
        }
        slow.next(true, 5, () -> TEXT, now);
        assertThat(slow.state().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aClockThatRanAheadAndWasSetBackNeitherFreezesTheValueNorMakesTheAlarmChatter() {
        Instant right = now;
        pass(30 * 24 * 3600);
        for (int i = 0; i < 3; i++) {
            next(true, 2);
            next(false, 0.1);
        }
        next(true, 2);

        now = right;

        assertThat(shown(next(true, 3.5).orElseThrow()).getValue("value")).contains(JsonValue.of(3.5));
        assertThat(alarm.patience()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementIsShownSurvivesUpdatesAndEndsWithTheAlarm() {
        next(true, 2);
        write("acknowledged", "{\"by\":\"anna\",\"at\":\"2026-01-01T00:00:10Z\",\"note\":\"seen\"}");

        JsonObject update = shown(next(true, 2).orElseThrow());
        assertThat(update.getValue("state")).contains(JsonValue.of("acknowledged"));
        assertThat(update.contains("acknowledged"))
                .as("the app leaves it alone")
                .isFalse();

        next(false, 0.1);
        assertThat(shown(next(true, 2).orElseThrow()).getValue("state")).contains(JsonValue.of("active"));
    }

    @Test
    void aShelvedAlarmIsShelvedUntilItsTimeEvenWhenItIsRaisedAnew() {
        next(true, 2);
        write("shelved", "{\"by\":\"anna\",\"until\":\"2026-01-01T01:00:00Z\"}");
        assertThat(shown(next(true, 2).orElseThrow()).getValue("state")).contains(JsonValue.of("shelved"));
        next(false, 0.1);
        pass(600);

        JsonObject again = shown(next(true, 2).orElseThrow());
        assertThat(again.getValue("state")).contains(JsonValue.of("shelved"));
        assertThat(again.getValue(JsonPointer.of("shelved/by"))).contains(JsonValue.of("anna"));

        pass(3600);
        assertThat(shown(next(true, 2).orElseThrow()).getValue("state")).contains(JsonValue.of("active"));
    }

    @Test
    void aShelvingWithoutAnEndIsNone() {
        next(true, 2);
        write("shelved", "{\"by\":\"anna\"}");
        write("shelved", "3");

        assertThat(next(true, 2)).isEmpty();
    }

    @Test
    void anAlarmThatChattersIsToBeCalmLonger() {
        for (int i = 0; i < 3; i++) {
            assertThat(alarm.patience()).isEqualTo(1);
            next(true, 2);
            next(false, 0.1);
            pass(60);
        }
        assertThat(alarm.patience()).isEqualTo(10);

        pass(3600);
        next(false, 0.1);
        assertThat(alarm.patience()).isEqualTo(1);
    }

    @Test
    void theStateOfAnAlarmGoesOnElsewhere() {
        next(true, 2);
        write("acknowledged", "{\"by\":\"anna\"}");

        assertThat(AnomalyAlarm.of(alarm.state()).state()).isEqualTo(alarm.state());
        assertThat(AnomalyAlarm.of(alarm.state()).raised()).isTrue();
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private Optional<JsonObject> next(boolean anomalous, double score) {
        return alarm.next(anomalous, score, () -> TEXT, now);
    }

    private void write(String field, String value) {
        alarm.observe(JsonObject.newBuilder()
                .set(AnomalyAlarm.PATH.append(JsonPointer.of(field)), JsonFactory.readFrom(value))
                .build());
    }

    private static JsonObject shown(JsonObject patch) {
        return patch.getValue(AnomalyAlarm.PATH).orElseThrow().asObject();
    }
}
