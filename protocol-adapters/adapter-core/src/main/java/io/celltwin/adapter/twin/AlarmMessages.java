package io.celltwin.adapter.twin;

import io.celltwin.adapter.edge.ActiveAlarm;
import io.celltwin.adapter.edge.AlarmChange;
import io.celltwin.adapter.sending.MessageContent;
import io.celltwin.model.AlarmLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Words the alarms that an adapter itself raises and clears.
 * <p>
 * Who begins to serve a device does not know which alarms its twin has: they may have been raised by a process that ended, or by
 * another replica. Told anew, such an alarm would count as cleared and raised at that moment, and an acknowledgement as one of something
 * else. So it is told on the condition that the twin does not have it; a condition that does not hold is no failure to Ditto.
 */
final class AlarmMessages {

    private static final JsonPointer FEATURES = JsonPointer.of("/features");
    private static final String ACTIVE = "features/alarms/properties/active/";
    private static final String STATE = "state";
    private static final String CLEARED = "cleared";
    private static final String CLEARED_AT = "clearedAt";

    private AlarmMessages() {}

    /**
     * @param thingId whose twin
     * @param changes alarms that were raised and cleared
     * @return one message for what is certain, and one for each alarm that the twin may have already
     */
    static List<MessageContent> of(ThingId thingId, List<AlarmChange> changes) {
        JsonObjectBuilder certain = JsonObject.newBuilder();
        List<MessageContent> messages = new ArrayList<>();
        for (AlarmChange change : changes) {
            if (change.perhapsOlder() && change.active().isPresent()) {
                messages.add(perhapsOlder(thingId, change, change.active().get()));
            } else {
                certain.set(
                        change.id(),
                        change.active()
                                .map(alarm -> alarm(alarm, change.clearedAt()))
                                .orElseGet(JsonValue::nullLiteral));
            }
        }
        JsonObject told = certain.build();
        if (!told.isEmpty()) {
            messages.add(new MergeMessage(thingId, FEATURES, active(told), Optional.empty()));
        }
        return messages;
    }

    private static MessageContent perhapsOlder(ThingId thingId, AlarmChange change, ActiveAlarm alarm) {
        String path = ACTIVE + change.id();
        JsonValue told;
        String condition;
        if (change.clearedAt().isPresent()) {
            // The one that is to be seen still may be the older one: only that it is over is news.
            told = JsonObject.newBuilder()
                    .set(STATE, CLEARED)
                    .set(CLEARED_AT, change.clearedAt().get().toString())
                    .build();
            condition = "exists(" + path + ")";
        } else {
            told = alarm(alarm, Optional.empty());
            condition = "not(" + isStanding(path, alarm.limit()) + ")";
        }
        JsonObject ofAlarm = JsonObject.newBuilder().set(change.id(), told).build();
        return new MergeMessage(thingId, FEATURES, active(ofAlarm), Optional.of(condition));
    }

    /** Whether the twin has the alarm, raised for the same reason: a model of another limit, or one that has cleared, is another. */
    private static String isStanding(String path, AlarmLimit limit) {
        StringBuilder condition = new StringBuilder("and(exists(" + path + ")");
        condition.append(",eq(%s/severity,\"%s\")".formatted(path, limit.severity()));
        if (limit.kind() != AlarmLimit.Kind.STATE) {
            condition.append(",eq(%s/limit,%s)".formatted(path, JsonValue.of(limit.limit())));
        }
        if (limit.latching()) {
            condition.append(",ne(%s/%s,\"%s\")".formatted(path, STATE, CLEARED));
        }
        return condition.append(')').toString();
    }

    private static JsonObject active(JsonObject alarms) {
        JsonObject properties = JsonObject.newBuilder().set("active", alarms).build();
        return JsonObject.newBuilder()
                .set(
                        "alarms",
                        JsonObject.newBuilder().set("properties", properties).build())
                .build();
    }

    private static JsonValue alarm(ActiveAlarm alarm, Optional<Instant> clearedAt) {
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set("severity", alarm.limit().severity())
                .set("since", alarm.since().toString())
                .set("message", alarm.limit().message())
                .set("value", TwinValues.toJson(alarm.value()))
                .set(STATE, clearedAt.isPresent() ? CLEARED : "active");
        if (alarm.limit().kind() != AlarmLimit.Kind.STATE) {
            json.set("limit", alarm.limit().limit());
        }
        if (alarm.limit().latching()) {
            json.set(
                    CLEARED_AT,
                    clearedAt.map(time -> JsonValue.of(time.toString())).orElseGet(JsonValue::nullLiteral));
        }
        return json.build();
    }
}
