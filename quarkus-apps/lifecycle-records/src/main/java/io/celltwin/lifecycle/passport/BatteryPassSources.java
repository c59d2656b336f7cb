package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.celltwin.lifecycle.state.LifecycleState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where each attribute of the BatteryPass aspects comes from, told as for {@link PassportSources}. What people declare stands in the same
 * feature of the twin, below {@value #DECLARED_ASPECTS}, by the name of the aspect. Units are the model's: kWh, Ah, %.
 */
final class BatteryPassSources {
    static final String PERFORMANCE_CLASS = "/carbonFootprintPerformanceClass";
    static final String RECYCLED_CONTENT = "/recycledContent";
    static final String CONDITION = "/batteryCondition/";

    static final String BATTERY_STATUS = "/batteryStatus";
    static final String DECLARED_ASPECTS = "batteryPass";
    private static final String DECLARED =
            "/features/" + PassportSources.DECLARATION + "/properties/" + DECLARED_ASPECTS + "/";
    private static final String PASSPORT = TwinReading.PASSPORT;
    private static final String LAST_UPDATE = "lastUpdate";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** The words of the model for those of a twin. */
    private static final Map<String, String> STATUS = Map.of(
            "original", "Original",
            "repurposed", "Repurposed",
            "re-used", "Reused",
            "remanufactured", "Remanufactured",
            "waste", "Waste");

    private final TwinReading twin;
    private final RecordedLife life;
    private final Candidates known;

    private BatteryPassSources(JsonNode twin, RecordedLife life) {
        this.twin = new TwinReading(twin);
        this.life = life;
        this.known = new Candidates(this.twin);
    }

    /**
     * What is known of each attribute of an aspect.
     *
     * @param twin the whole twin as Ditto's JSON
     * @param life what the records tell
     */
    static Candidates of(BatteryPassAspect aspect, JsonNode twin, RecordedLife life) {
        BatteryPassSources sources = new BatteryPassSources(twin, life);
        // Paths are told apart by aspect: no two aspects have one in common.
        sources.product();
        sources.materials();
        sources.ratings();
        sources.condition();
        for (PassportAttribute attribute : aspect.attributes()) {
            if (!attribute.path().equals(BATTERY_STATUS)) { // which the records may know better
                sources.known.twin(attribute.path(), DECLARED + aspect.name() + attribute.path());
            }
        }
        return sources.known;
    }

    private void product() {
        known.twin("/productIdentifier", PASSPORT + "passportId");
        known.twin("/batteryPassportIdentifier", PASSPORT + "passportId");
        twin.value(PASSPORT + "category")
                .ifPresent(category -> known.add(
                        "/batteryCategory",
                        PASSPORT + "category",
                        JSON.textNode(category.asText().toLowerCase(Locale.ROOT))));
        reached("/manufacturingDate", LifecycleState.MADE);
        // A day is no time of day.
        known.twin("/manufacturingDate", PASSPORT + "manufacturingDate");
        known.twin("/manufacturingDate", "/attributes/manufacturedOn");
        PassportStatus.of(twin, life)
                .ifPresent(status -> known.add(
                        BATTERY_STATUS,
                        "what is said of the status",
                        JSON.textNode(STATUS.getOrDefault(status, status))));
        known.twin("/batteryMass", PASSPORT + "mass");
        known.twin("/manufacturingPlace", PASSPORT + "manufacturingPlace");
        reached("/puttingIntoService", LifecycleState.IN_SERVICE);
        known.twin("/batteryCarbonFootprint", PASSPORT + "carbonFootprint");
        known.none(PERFORMANCE_CLASS, "no act of the EU has set performance classes yet");
    }

    private void reached(String path, LifecycleState state) {
        life.reached(state)
                .ifPresent(at ->
                        known.add(path, "the record of '" + state.wireName() + "'", JSON.textNode(at.toString())));
    }

    private void materials() {
        known.twin("/batteryChemistry/shortName", PASSPORT + "chemistry");
        known.twin("/batteryChemistry/shortName", "/attributes/chemistry");
        twin.value(PASSPORT + "recycledContent")
                .ifPresent(share -> known.none(
                        RECYCLED_CONTENT,
                        PASSPORT + "recycledContent does not tell waste of production from waste of use"));
    }

    private void ratings() {
        String rated = "/batteryTechicalProperties/";
        known.twin(rated + "ratedCapacity", PASSPORT + "ratedCapacity");
        known.twin(rated + "ratedCapacity", "/features/bms/properties/nominalCapacity");
        known.twin(rated + "nominalVoltage", PASSPORT + "nominalVoltage");
    }

    private void condition() {
        measured("stateOfCharge", "bms", "stateOfCharge", value -> value);
        measured("numberOfFullCycles", "bms", "cycleCount", value -> value);
        measured("capacityThroughput", "bms", "dischargedCharge", value -> value);
        measured("remainingCapacity", "health", "capacityAh", value -> value);
        measured("capacityFade", "health", "stateOfHealth", HUNDRED::subtract);
        twin.energyThroughput()
                .ifPresent(throughput -> known.add(
                        CONDITION + "energyThroughput",
                        "the energy that the battery management has counted",
                        throughput.json("energyThroughputValue", LAST_UPDATE)));
        ArrayNode events = JSON.arrayNode();
        life.criticalAlarms()
                .forEach((alarm, times) -> events.add(JSON.objectNode()
                        .put("negativeEvent", "%s, times raised: %d".formatted(alarm, times.getCount()))
                        .put(LAST_UPDATE, Instant.ofEpochMilli(times.getMax()).toString())));
        if (!events.isEmpty()) {
            known.add(CONDITION + "negativeEvents", "the records of alarms", events);
        }
    }

    private void measured(String name, String feature, String property, UnaryOperator<BigDecimal> conversion) {
        String source = "/features/" + feature + "/properties/" + property;
        twin.measurement(feature, property).ifPresent(measured -> {
            if (measured.isGood()) {
                known.add(CONDITION + name, source, measured.with(conversion).json(name + "Value", LAST_UPDATE));
            } else {
                known.none(CONDITION + name, source + measured.problem());
            }
        });
    }
}
