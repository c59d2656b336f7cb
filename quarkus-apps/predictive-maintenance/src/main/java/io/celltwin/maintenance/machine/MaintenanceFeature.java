package io.celltwin.maintenance.machine;

import io.celltwin.maintenance.alarm.Advice;
import io.celltwin.maintenance.alarm.AnomalyAlarm;
import io.celltwin.maintenance.condition.HealthyModel;
import io.celltwin.maintenance.condition.Judgement;
import io.celltwin.maintenance.condition.Learner;
import io.celltwin.maintenance.condition.Learner.Waiting;
import io.celltwin.maintenance.failure.FailureForecaster.Forecast;
import io.celltwin.model.ModelProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** How a machine's condition stands in its twin: the {@code maintenance} feature, and what people read of the alarm. */
final class MaintenanceFeature {

    static final String METHOD = "Charts of weighted means and their T-squared, by regime";
    static final String METHOD_VERSION = "2.0.0";

    private static final JsonPointer PROPERTIES = JsonPointer.of("features/maintenance/properties");
    private static final int MOST_DRIVERS = 5;
    private static final int MOST_NAMED = 3;
    private static final double LEAST_CONTRIBUTION = 0.05;
    /** Scores of a broken machine grow without bound; more than this says nothing more. */
    private static final double MOST_SHOWN = 1e6;

    private final List<ModelProperty> indicators;

    MaintenanceFeature(List<ModelProperty> indicators) {
        this.indicators = indicators;
    }

    /** Whether a twin shows that a failure is expected. */
    static boolean hasForecast(JsonObject thing) {
        return thing.getValue(PROPERTIES.append(JsonPointer.of("expectedFailure")))
                .filter(forecast -> !forecast.isNull())
                .isPresent();
    }

    /** The machine is being learnt. */
    JsonObject learning(Learner learner, Instant time) {
        return patch(JsonObject.newBuilder()
                .set("state", ConditionText.LEARNING.text())
                .set("anomalyScore", JsonFactory.nullLiteral())
                .set("drivers", JsonFactory.nullLiteral())
                .set(
                        "learning",
                        JsonObject.newBuilder()
                                .set("samples", learner.samples())
                                .set("effectiveSamples", rounded(learner.effectiveSamples()))
                                .set("waitingFor", learner.waiting().name().toLowerCase(Locale.ROOT))
                                .build())
                .setAll(origin(time))
                .build());
    }

    /** It was learnt. */
    JsonObject learnt(HealthyModel model, Learner learner, int regimes, Instant time) {
        return patch(JsonObject.newBuilder()
                .set("learning", JsonFactory.nullLiteral())
                .set(
                        "learnt",
                        JsonObject.newBuilder()
                                .set("at", time.toString())
                                .set("seenSamples", learner.samples())
                                .set("samples", model.samples())
                                .set("effectiveSamples", rounded(model.effectiveSamples()))
                                .set("regimes", regimes)
                                .set("confirmed", learner.waiting() == Waiting.NOTHING)
                                .build())
                .build());
    }

    /** What was learnt last did not hold. */
    JsonObject withdrawn() {
        return patch(
                JsonObject.newBuilder().set("learnt", JsonFactory.nullLiteral()).build());
    }

    /** It was judged. */
    JsonObject judged(Judgement judgement, ConditionText condition, List<Unjudged> notJudged, Instant time) {
        return patch(JsonObject.newBuilder()
                .set("state", condition.text())
                .set("anomalyScore", rounded(judgement.score()))
                .set("drivers", drivers(judgement))
                .set("notJudged", notJudged(notJudged))
                .setAll(origin(time))
                .build());
    }

    /** Nothing of it could be judged. */
    JsonObject unknown(List<Unjudged> notJudged, Instant time) {
        return patch(JsonObject.newBuilder()
                .set("state", ConditionText.UNKNOWN.text())
                .set("anomalyScore", JsonFactory.nullLiteral())
                .set("drivers", JsonFactory.nullLiteral())
                .set("notJudged", notJudged(notJudged))
                .setAll(origin(time))
                .build());
    }

    /** A failure is to be expected. */
    JsonObject expected(Forecast forecast) {
        String unit = forecast.indicator().unit().symbol();
        String advice = "%s goes towards its limit of %s%s and is to be expected there around %s: %s"
                .formatted(
                        forecast.indicator().title(),
                        new BigDecimal(Double.toString(forecast.limit().limit()))
                                .stripTrailingZeros()
                                .toPlainString(),
                        unit.isEmpty() ? "" : " " + unit,
                        forecast.median().truncatedTo(ChronoUnit.MINUTES),
                        Advice.forUnit(MachineModel.unit(forecast.indicator())));
        return patch(JsonObject.newBuilder()
                .set("failureProbability", rounded(forecast.probability()))
                .set(
                        "expectedFailure",
                        named(forecast.indicator().twinPath())
                                .set("p05", forecast.p05().toString())
                                .set("median", forecast.median().toString())
                                .set("p95", forecast.p95().toString())
                                .set("limit", forecast.limit().limit())
                                .set("alarm", forecast.limit().id())
                                .build())
                .set("advice", advice)
                .build());
    }

    /** None is any more. */
    JsonObject notExpected() {
        return patch(JsonObject.newBuilder()
                .set("failureProbability", JsonFactory.nullLiteral())
                .set("expectedFailure", JsonFactory.nullLiteral())
                .set("advice", JsonFactory.nullLiteral())
                .build());
    }

    /** What people read of the alarm. */
    AnomalyAlarm.Text alarmText(Judgement judgement, OptionalDouble unitsPerHour) {
        List<Judgement.Driver> shown = shown(judgement);
        String causes = shown.stream()
                .limit(MOST_NAMED)
                .map(driver -> property(driver.variable()).title())
                .collect(Collectors.joining(", "));
        String advice = Advice.forUnit(
                shown.isEmpty() ? "" : MachineModel.unit(property(shown.get(0).variable())));
        return new AnomalyAlarm.Text(
                "The machine runs unlike when it was learnt: " + causes,
                advice,
                drivers(judgement),
                unitsPerHour.isPresent()
                        ? Optional.of("If the machine stops, %d units an hour are not made"
                                .formatted(Math.round(unitsPerHour.getAsDouble())))
                        : Optional.empty());
    }

    private static JsonObject patch(JsonObject properties) {
        return JsonObject.newBuilder().set(PROPERTIES, properties).build();
    }

    private static List<Judgement.Driver> shown(Judgement judgement) {
        return judgement.drivers().stream()
                .filter(driver -> driver.contribution() >= LEAST_CONTRIBUTION)
                .limit(MOST_DRIVERS)
                .toList();
    }

    private JsonArray drivers(Judgement judgement) {
        return shown(judgement).stream()
                .map(driver -> (JsonValue) named(driver.variable())
                        .set("contribution", rounded(driver.contribution()))
                        .build())
                .collect(JsonCollectors.valuesToArray());
    }

    private JsonValue notJudged(List<Unjudged> notJudged) {
        return notJudged.isEmpty()
                ? JsonFactory.nullLiteral()
                : notJudged.stream()
                        .map(unjudged -> (JsonValue) named(unjudged.variable())
                                .set("reason", unjudged.reason().name().toLowerCase(Locale.ROOT))
                                .set("since", unjudged.since().toString())
                                .build())
                        .collect(JsonCollectors.valuesToArray());
    }

    private JsonObjectBuilder named(String variable) {
        ModelProperty property = property(variable);
        JsonObjectBuilder json =
                JsonObject.newBuilder().set("property", property.name()).set("title", property.title());
        property.feature().ifPresent(feature -> json.set("feature", feature));
        return json;
    }

    private ModelProperty property(String variable) {
        return indicators.stream()
                .filter(indicator -> indicator.twinPath().equals(variable))
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

    private static double rounded(double value) {
        return Math.round(Math.min(value, MOST_SHOWN) * 1000) / 1000.0;
    }
}
