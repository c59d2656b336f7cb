package io.celltwin.maintenance.learned;

import io.celltwin.model.FailureModelUse;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** How a judgement stands in the twin: {@code maintenance/failureModel}. What a state has no figure for is null. */
final class LearnedFeature {

    static final JsonPointer PATH = JsonPointer.of("features/maintenance/properties/failureModel");

    private static final String STATE = "state";
    private static final String OBSERVED_AT = "observedAt";

    private LearnedFeature() {}

    static JsonObject of(LearnedJudgement judgement, Optional<FailureModelUse> use, Optional<FailureModel> model) {
        return JsonObject.newBuilder()
                .set(STATE, judgement.state().text())
                .set(
                        "reason",
                        judgement.reason().isEmpty() ? JsonFactory.nullLiteral() : JsonValue.of(judgement.reason()))
                .set("model", use.map(named -> JsonValue.of(named.model())).orElseGet(JsonFactory::nullLiteral))
                .set(
                        "modelVersion",
                        model.map(known -> JsonValue.of(known.modelVersion())).orElseGet(JsonFactory::nullLiteral))
                .set("failureProbability", shown(judgement.probability()))
                .set("modes", modes(judgement))
                .set("remainingCycles", remaining(judgement))
                .set("drivers", drivers(judgement))
                .build();
    }

    static JsonObject patch(JsonObject shown, Instant time) {
        return JsonObject.newBuilder()
                .set(PATH, shown.setValue(OBSERVED_AT, time.toString()))
                .build();
    }

    /** Whether a twin shows this: nulls are not in it, and the time does not count. */
    static boolean sameAs(String told, JsonObject shown) {
        return !told.isEmpty() && visible(JsonObject.of(told)).equals(visible(shown));
    }

    static boolean sameStateAs(String told, JsonObject shown) {
        return !told.isEmpty() && JsonObject.of(told).getValue(STATE).equals(shown.getValue(STATE));
    }

    private static JsonObject visible(JsonObject shown) {
        return shown.stream()
                .filter(field ->
                        !field.getValue().isNull() && !field.getKeyName().equals(OBSERVED_AT))
                .collect(JsonCollectors.fieldsToObject());
    }

    private static JsonValue modes(LearnedJudgement judgement) {
        return judgement.modes().isEmpty()
                ? JsonFactory.nullLiteral()
                : judgement.modes().stream()
                        .map(mode -> (JsonValue) JsonObject.newBuilder()
                                .set("mode", mode.name())
                                .set("title", mode.title())
                                .set("probability", rounded(mode.probability()))
                                .build())
                        .collect(JsonCollectors.valuesToArray());
    }

    private static JsonValue remaining(LearnedJudgement judgement) {
        return judgement
                .remaining()
                .map(remaining -> (JsonValue) JsonObject.newBuilder()
                        .set("median", Math.round(remaining.median()))
                        .set("p05", Math.round(remaining.p05()))
                        .set(
                                "p95",
                                remaining.atLeast()
                                        ? JsonFactory.nullLiteral()
                                        : JsonValue.of(Math.round(remaining.p95())))
                        .set("atLeast", remaining.atLeast())
                        .build())
                .orElseGet(JsonFactory::nullLiteral);
    }

    private static JsonValue drivers(LearnedJudgement judgement) {
        return judgement.drivers().isEmpty()
                ? JsonFactory.nullLiteral()
                : judgement.drivers().stream()
                        .map(driver -> (JsonValue) JsonObject.newBuilder()
                                .set("feature", driver.feature())
                                .set("contribution", rounded(driver.contribution()))
                                .build())
                        .collect(JsonCollectors.valuesToArray());
    }

    private static JsonValue shown(OptionalDouble value) {
        return value.isPresent() ? JsonValue.of(rounded(value.getAsDouble())) : JsonFactory.nullLiteral();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
