package io.celltwin.maintenance;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** How a machine's condition stands in its twin: the {@code maintenance} feature and the alarm. */
final class MaintenanceFeature {

    static final String METHOD = "T-squared of smoothed indicators with drift allowance";
    static final String METHOD_VERSION = "1.0.0";

    private static final JsonPointer PROPERTIES = JsonPointer.of("features/maintenance/properties");
    private static final JsonPointer ALARM = JsonPointer.of("features/alarms/properties/active/anomaly");
    private static final int MOST_DRIVERS = 5;
    private static final double LEAST_CONTRIBUTION = 0.05;

    private MaintenanceFeature() {}

    /** Whether the twin has the alarm. */
    static boolean hasAlarm(JsonObject thing) {
        return thing.getValue(ALARM).filter(alarm -> !alarm.isNull()).isPresent();
    }

    static JsonObject learning(Instant time) {
        return JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("state", "learning")
                                .set("anomalyScore", JsonFactory.nullLiteral())
                                .set("drivers", JsonFactory.nullLiteral())
                                .setAll(origin(time))
                                .build())
                .build();
    }

    static JsonObject judged(Judgement judgement, boolean anomalous, List<ModelProperty> indicators, Instant time) {
        return JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("state", anomalous ? "anomalous" : "healthy")
                                .set("anomalyScore", rounded(judgement.score()))
                                .set(
                                        "drivers",
                                        shown(judgement).stream()
                                                .map(driver -> (JsonValue) driver(driver, indicators))
                                                .collect(JsonCollectors.valuesToArray()))
                                .setAll(origin(time))
                                .build())
                .build();
    }

    static JsonObject alarm(Judgement judgement, List<ModelProperty> indicators, Instant since) {
        String causes = shown(judgement).stream()
                .map(driver ->
                        "%s (%.0f %%)".formatted(property(driver, indicators).title(), 100 * driver.contribution()))
                .collect(Collectors.joining(", "));
        return JsonObject.newBuilder()
                .set(
                        ALARM,
                        JsonObject.newBuilder()
                                .set("severity", "warning")
                                .set("since", since.toString())
                                .set("message", "The machine runs unlike in its healthy start: " + causes)
                                .set("value", rounded(judgement.score()))
                                .set("limit", 1)
                                .set("state", "active")
                                .build())
                .build();
    }

    static JsonObject alarmCleared() {
        return JsonObject.newBuilder().set(ALARM, JsonFactory.nullLiteral()).build();
    }

    private static List<Judgement.Driver> shown(Judgement judgement) {
        return judgement.drivers().stream()
                .filter(driver -> driver.contribution() >= LEAST_CONTRIBUTION)
                .limit(MOST_DRIVERS)
                .toList();
    }

    private static JsonObject driver(Judgement.Driver driver, List<ModelProperty> indicators) {
        ModelProperty property = property(driver, indicators);
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set("property", property.name())
                .set("title", property.title())
                .set("contribution", rounded(driver.contribution()));
        property.feature().ifPresent(feature -> json.set("feature", feature));
        return json.build();
    }

    private static ModelProperty property(Judgement.Driver driver, List<ModelProperty> indicators) {
        return indicators.stream()
                .filter(indicator -> indicator.twinPath().equals(driver.variable()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject origin(Instant time) {
        return JsonObject.newBuilder()
                .set("observedAt", time.toString())
                .set("model", METHOD)
                .set("modelVersion", METHOD_VERSION)
                .build();
    }

    /** Scores of a broken machine grow without bound; more than this says nothing more. */
    private static double rounded(double value) {
        return Math.round(Math.min(value, 1e6) * 1000) / 1000.0;
    }
}
