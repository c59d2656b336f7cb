package io.celltwin.battery;

import io.celltwin.state.DamagedStateException;
import io.celltwin.state.NewerStateException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/** How a battery's health stands in the {@code health} feature of its twin. */
final class HealthFeature {

    /** Name and version of the method, for those who read its results later. */
    static final String METHOD = "coulomb counting and Bayesian capacity fade";

    static final String METHOD_VERSION = "1.0.0";

    private static final Logger LOG = Logger.getLogger(HealthFeature.class);
    private static final JsonPointer PROPERTIES = JsonPointer.of("features/health/properties");
    private static final JsonPointer TREND = PROPERTIES.append(JsonPointer.of("fadeTrend"));

    private HealthFeature() {}

    /**
     * @param capacity measured last; Ah
     * @param nominalCapacity Ah
     * @param resistance ohm
     * @param life remaining life; none is written while too little is known
     * @return thing-shaped merge patch
     */
    static JsonObject patch(
            FadeTrend trend,
            double capacity,
            double nominalCapacity,
            OptionalDouble resistance,
            Optional<RemainingLife> life,
            Instant observedAt) {
        JsonObjectBuilder properties = JsonObject.newBuilder()
                .set("stateOfHealth", rounded(100 * capacity / nominalCapacity, 2))
                .set("capacityAh", capacity)
                .set("remainingUsefulLifeCycles", life.map(HealthFeature::life).orElseGet(JsonFactory::nullLiteral))
                .set("fadeTrend", json(trend))
                .set("observedAt", observedAt.toString())
                .set("model", METHOD)
                .set("modelVersion", METHOD_VERSION);
        resistance.ifPresent(ohm -> properties.set("resistanceOhm", rounded(ohm, 5)));
        return JsonObject.newBuilder().set(PROPERTIES, properties.build()).build();
    }

    /**
     * Reads the trend back.
     *
     * @param thing the whole thing
     * @return its trend; an empty one if it has none, or one that makes no sense
     * @throws NewerStateException if a newer program wrote the trend, which must not be overwritten
     */
    static FadeTrend trend(String thingId, JsonObject thing) {
        try {
            return thing.getValue(TREND)
                    .filter(trend -> !trend.isNull())
                    .map(trend -> FadeTrendState.CODEC.read(trend.toString()).trend())
                    .orElse(FadeTrend.EMPTY);
        } catch (DamagedStateException e) {
            LOG.warnf("%s: %s", thingId, e.getMessage());
            return FadeTrend.EMPTY;
        }
    }

    private static JsonObject json(FadeTrend trend) {
        return JsonObject.of(FadeTrendState.CODEC.write(FadeTrendState.of(trend)));
    }

    private static JsonValue life(RemainingLife life) {
        return JsonObject.newBuilder()
                .set("median", rounded(life.median(), 1))
                .set("p05", rounded(life.p05(), 1))
                .set("p95", rounded(life.p95(), 1))
                .build();
    }

    static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
