package io.celltwin.battery.pack;

import io.celltwin.battery.early.EarlyEvidence;
import io.celltwin.battery.early.EarlyLife;
import io.celltwin.battery.early.EarlyLifeModel;
import io.celltwin.battery.early.EarlyPrediction;
import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import java.util.List;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/** How a battery's early life stands in {@code earlyLife} of its twin's health. */
final class EarlyLifeFeature {

    /** Where it stands in the twin. */
    static final JsonPointer POINTER = JsonPointer.of("features/health/properties/earlyLife");

    private static final Logger LOG = Logger.getLogger(EarlyLifeFeature.class);
    private static final JsonPointer MEMORY = POINTER.append(JsonPointer.of("memory"));
    private static final int PERCENT_DIGITS = 3;

    private EarlyLifeFeature() {}

    /** All that is said of it; what is not known takes back what was said before. */
    static JsonObject json(EarlyLife life, EarlyLifeModel model) {
        return JsonObject.newBuilder()
                .set(
                        "cycleLife",
                        life.prediction()
                                .<JsonValue>map(EarlyLifeFeature::interval)
                                .orElseGet(JsonFactory::nullLiteral))
                .set(
                        "afterCycle",
                        life.prediction()
                                .<JsonValue>map(made -> JsonValue.of(made.afterCycle()))
                                .orElseGet(JsonFactory::nullLiteral))
                .set("endOfLifePercent", HealthFeature.rounded(100 * model.endOfLife(), 1))
                .set(
                        "evidence",
                        life.evidence()
                                .<JsonValue>map(EarlyLifeFeature::evidence)
                                .orElseGet(JsonFactory::nullLiteral))
                .set(
                        "notKnown",
                        life.notKnown()
                                .<JsonValue>map(reason -> JsonValue.of(sentence(life, reason)))
                                .orElseGet(JsonFactory::nullLiteral))
                .set("model", model.source())
                .set("memory", JsonObject.of(EarlyLife.CODEC.write(life)))
                .build();
    }

    /** Reads it back; a battery of which nothing sensible is kept is one of which nothing was seen. */
    static EarlyLife read(String thingId, JsonObject thing) {
        try {
            return thing.getValue(MEMORY)
                    .filter(memory -> !memory.isNull())
                    .map(memory -> EarlyLife.CODEC.read(memory.toString()))
                    .orElse(EarlyLife.NEW);
        } catch (DamagedStateException | NewerStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
            return EarlyLife.NEW;
        }
    }

    private static String sentence(EarlyLife life, String reason) {
        return life.prediction()
                .map(made -> "What was foretold after cycle %d was not renewed because %s"
                        .formatted(made.afterCycle(), reason))
                .orElse("The cycle life is not foretold because " + reason);
    }

    private static JsonObject interval(EarlyPrediction made) {
        return JsonObject.newBuilder()
                .set("median", HealthFeature.rounded(made.median(), 0))
                .set("p05", HealthFeature.rounded(made.p05(), 0))
                .set("p25", HealthFeature.rounded(made.p25(), 0))
                .set("p75", HealthFeature.rounded(made.p75(), 0))
                .set("p95", HealthFeature.rounded(made.p95(), 0))
                .build();
    }

    private static JsonObject evidence(EarlyEvidence seen) {
        return JsonObject.newBuilder()
                .set("firstCycles", numbers(seen.firstCycles()))
                .set("latestCycles", numbers(seen.latestCycles()))
                .set("deviationPercent", HealthFeature.rounded(100 * seen.deviation(), PERCENT_DIGITS))
                .set("dischargeRate", HealthFeature.rounded(seen.rate(), 2))
                .set("temperature", HealthFeature.rounded(seen.celsius(), 1))
                .set("chargingHours", HealthFeature.rounded(seen.chargingHours(), 3))
                .build();
    }

    private static JsonArray numbers(List<Double> values) {
        return values.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }
}
