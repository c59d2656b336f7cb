package io.celltwin.battery.safety;

import io.celltwin.battery.safety.SafetyMonitor.Assessment;
import io.celltwin.battery.safety.SafetyMonitor.Reason;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** How a battery's safety stands in its twin: the {@code safety} feature and the alarm. */
public final class SafetyFeature {

    static final String METHOD = "seventeen graded indicators";
    static final String METHOD_VERSION = "1.0.0";

    private static final JsonPointer PROPERTIES = JsonPointer.of("features/safety/properties");
    private static final JsonPointer ALARM = JsonPointer.of("features/alarms/properties/active/safety");

    private SafetyFeature() {}

    /** @return thing-shaped merge patch */
    public static JsonObject patch(Assessment assessment, boolean hadAlarm, Instant at) {
        JsonObjectBuilder patch = JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("level", assessment.level().text())
                                .set("since", assessment.since().toString())
                                .set("thermalRunawayRisk", assessment.level().risk())
                                .set(
                                        "drivers",
                                        assessment.reasons().stream()
                                                .map(reason -> JsonValue.of(
                                                        reason.indicator().text()))
                                                .collect(JsonCollectors.valuesToArray()))
                                .set(
                                        "reasons",
                                        assessment.reasons().stream()
                                                .map(SafetyFeature::reason)
                                                .collect(JsonCollectors.valuesToArray()))
                                .set("observedAt", at.toString())
                                .set("model", METHOD)
                                .set("modelVersion", METHOD_VERSION)
                                .build());
        boolean alarm = isAlarm(assessment);
        if (alarm) {
            patch.set(ALARM, alarm(assessment));
        } else if (hadAlarm) {
            patch.set(ALARM, JsonFactory.nullLiteral());
        }
        return patch.build();
    }

    /** Whether it is bad enough for an alarm. */
    static boolean isAlarm(Assessment assessment) {
        return assessment.level().compareTo(SafetyLevel.WARNING) >= 0;
    }

    private static JsonValue reason(Reason reason) {
        return JsonObject.newBuilder()
                .set("indicator", reason.indicator().text())
                .set("level", reason.level().text())
                .set("message", sentence(reason))
                .set("value", rounded(reason.value()))
                .set("limit", reason.limit())
                .set("unit", reason.indicator().unit())
                .set("since", reason.since().toString())
                .build();
    }

    private static String sentence(Reason reason) {
        return String.format(
                Locale.ROOT,
                "%s: %.3g %s, limit %.3g",
                reason.indicator().sentence(),
                reason.value(),
                reason.indicator().unit(),
                reason.limit());
    }

    private static JsonValue alarm(Assessment assessment) {
        return JsonObject.newBuilder()
                .set("severity", assessment.level() == SafetyLevel.CRITICAL ? "critical" : "warning")
                .set("since", assessment.since().toString())
                .set(
                        "message",
                        assessment.reasons().stream()
                                .map(SafetyFeature::sentence)
                                .collect(Collectors.joining("; ")))
                .set("value", assessment.level().risk())
                .set("limit", SafetyLevel.WARNING.risk())
                .set("state", "active")
                .build();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
