package io.celltwin.adapter.twin;

import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.DeviceAlarm;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * Words what a device tells of its own alarms as a merge of the feature {@code alarms}.
 * <p>
 * A complete report takes away every other alarm of its source, also one that a former process has left and nobody here knows of: Ditto
 * removes by a merge patch what matches a regular expression ({@code {{ ~...~ }}: null}, "Removing fields in a merge update with a regex").
 * An expression that named those that stay would cost their number squared.
 */
final class DeviceAlarmMessages {

    private DeviceAlarmMessages() {}

    static JsonObject properties(AlarmReport report) {
        JsonObjectBuilder active = JsonObject.newBuilder();
        if (report.complete()) {
            // What the patch itself names is put in its place, as a whole; what it both names and matches with null
            // would stay.
            set(active, "{{ ~^%s_.*$~ }}".formatted(report.source()), JsonValue.nullLiteral());
        } else {
            report.gone().forEach(id -> set(active, id, JsonValue.nullLiteral()));
        }
        report.standing().forEach((id, alarm) -> set(active, id, alarm(alarm)));
        JsonObjectBuilder quality = JsonObject.newBuilder();
        set(quality, report.source(), report.problem().map(JsonValue::of).orElseGet(JsonValue::nullLiteral));
        return JsonObject.newBuilder()
                .set("active", active.build())
                .set("quality", quality.build())
                .build();
    }

    private static JsonObject alarm(DeviceAlarm alarm) {
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set("severity", alarm.severity())
                .set("since", alarm.since().toString())
                .set("message", alarm.message())
                .set("state", alarm.state().name().toLowerCase(Locale.ROOT))
                .set("clearedAt", orNull(alarm.clearedAt().map(Instant::toString)))
                .set(
                        "acknowledged",
                        alarm.acknowledged()
                                .<JsonValue>map(DeviceAlarmMessages::acknowledged)
                                .orElseGet(JsonValue::nullLiteral));
        return json.set("condition", TwinValues.toObject(alarm.condition())).build();
    }

    private static JsonObject acknowledged(DeviceAlarm.Acknowledged acknowledged) {
        return JsonObject.newBuilder()
                .set("by", orNull(acknowledged.by()))
                .set("at", acknowledged.at().toString())
                .set("note", orNull(acknowledged.note()))
                .build();
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.map(JsonValue::of).orElseGet(JsonValue::nullLiteral);
    }

    /** By a key, not by a path: what an expression holds is no pointer. */
    private static void set(JsonObjectBuilder object, String key, JsonValue value) {
        object.set(JsonField.newInstance(JsonKey.of(key), value));
    }
}
