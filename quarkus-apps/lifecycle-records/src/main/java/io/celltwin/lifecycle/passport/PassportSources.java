package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.celltwin.lifecycle.state.LifecycleState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where each attribute of a passport comes from: what was measured or recorded first, then what the plate and the passport feature
 * of the twin say, then what people declare in the feature {@value #DECLARATION}, in the form of the document itself. Percentages,
 * units and times are the document's; a measured value has the time at which it was measured, and one that is not good has none.
 */
final class PassportSources {
    /** The feature of a twin whose properties are a document of what no device measures. */
    static final String DECLARATION = "passportDeclaration";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BMS = "bms";
    private static final String HEALTH = "health";
    private static final String PASSPORT = TwinReading.PASSPORT;
    private static final String DECLARED = "/features/" + DECLARATION + "/properties";
    private static final String STATUS = "/sustainability/status";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int HEADER = 100;

    private final TwinReading twin;
    private final RecordedLife life;
    private final Candidates known;

    private PassportSources(JsonNode twin, RecordedLife life) {
        this.twin = new TwinReading(twin);
        this.life = life;
        this.known = new Candidates(this.twin);
    }

    /**
     * What is known of each attribute, by its path, the best first.
     *
     * @param twin the whole twin as Ditto's JSON
     * @param life what the records tell
     */
    static Candidates of(JsonNode twin, RecordedLife life) {
        PassportSources sources = new PassportSources(twin, life);
        sources.identity();
        sources.origin();
        sources.life();
        sources.ratings();
        sources.materials();
        sources.measurements();
        sources.health();
        sources.declarations();
        return sources.known;
    }

    private void identity() {
        known.add("/specVersion", "the specification", JSON.textNode(BatteryPassAttributes.SPECIFICATION));
        known.twin("/identification/idDmc", PASSPORT + "passportId");
        known.twin("/metadata/passportIdentifier", PASSPORT + "passportId");
        // Article 3(1) point (15): a stationary battery energy storage system is an industrial battery.
        twin.value(PASSPORT + "category")
                .ifPresent(category -> known.add(
                        "/identification/category",
                        PASSPORT + "category",
                        category.asText().equals("stationary") ? JSON.textNode("industrial") : category));
        known.twin("/identification/chemistry", PASSPORT + "chemistry");
        known.twin("/identification/chemistry", "/attributes/chemistry");
        known.twin("/identification/identification/type/nameAtManufacturer", "/attributes/productName");
        twin.value("/attributes/serialNumber")
                .ifPresent(serial -> known.add(
                        "/identification/identification/serial",
                        "/attributes/serialNumber",
                        list(JSON.objectNode().put("key", "partInstanceId").set("value", serial))));
    }

    private void origin() {
        life.reached(LifecycleState.MADE)
                .ifPresent(made ->
                        known.add("/operation/manufacturer/manufacturingDate", "the record of 'made'", day(made)));
        known.twin("/operation/manufacturer/manufacturingDate", PASSPORT + "manufacturingDate");
        known.twin("/operation/manufacturer/manufacturingDate", "/attributes/manufacturedOn");
        known.twin("/operation/manufacturer/manufacturer", PASSPORT + "manufacturer");
        twin.value(PASSPORT + "manufacturingPlace")
                .ifPresent(place -> known.add(
                        "/operation/manufacturer/facility",
                        PASSPORT + "manufacturingPlace",
                        list(JSON.objectNode().set("facility", place))));
    }

    private void life() {
        life.reached(LifecycleState.IN_SERVICE)
                .ifPresent(since -> known.add("/operation/intoServiceDate", "the record of 'in service'", day(since)));
        PassportStatus.of(twin, life)
                .ifPresent(status -> known.add(STATUS, "what is said of the status", JSON.textNode(status)));
        ArrayNode events = negativeEvents();
        if (!events.isEmpty()) {
            known.add("/performance/dynamic/negativeEvents", "the records of alarms", events);
        }
    }

    /** How often each critical alarm was raised; an accident shows as one. */
    private ArrayNode negativeEvents() {
        ArrayNode events = JSON.arrayNode();
        life.criticalAlarms().forEach((alarm, times) -> {
            events.add(JSON.objectNode()
                    .put("contentType", "text")
                    .put("header", alarm.length() > HEADER ? alarm.substring(0, HEADER) : alarm)
                    .put(
                            "content",
                            "times raised: %d, first at %s, last at %s"
                                    .formatted(
                                            times.getCount(),
                                            Instant.ofEpochMilli(times.getMin()),
                                            Instant.ofEpochMilli(times.getMax()))));
        });
        return events;
    }

    private void ratings() {
        known.twin("/performance/rated/capacity/value", PASSPORT + "ratedCapacity");
        known.twin("/performance/rated/capacity/value", "/features/bms/properties/nominalCapacity");
        known.twin("/performance/rated/voltage/nominal", PASSPORT + "nominalVoltage");
        twin.value(PASSPORT + "mass")
                .ifPresent(mass -> known.add(
                        "/characteristics/physicalDimension/weight",
                        PASSPORT + "mass",
                        JSON.objectNode().put("unit", "unit:kilogram").set("value", mass)));
        // One figure without its life-cycle stage, rules and declaration is no carbon footprint in the sense of the
        // document.
        known.twin("/sustainability/carbonFootprint", PASSPORT + "carbonFootprint");
    }

    private void materials() {
        for (String material : List.of("cobalt", "lithium", "nickel", "lead")) {
            String place = PASSPORT + "recycledContent/" + material;
            twin.value(place)
                    .ifPresent(share -> known.add(
                            "/materials/active/" + material + "/recycled",
                            place,
                            TwinReading.isFinite(share)
                                    ? JSON.numberNode(share.decimalValue().movePointRight(2))
                                    : share));
        }
    }

    private void measurements() {
        measured("/performance/dynamic/stateOfCharge", BMS, "stateOfCharge", value -> value);
        measured("/performance/dynamic/fullCycles", BMS, "cycleCount", value -> value);
        measured("/performance/dynamic/capacity/throughput", BMS, "dischargedCharge", value -> value);
        twin.energyThroughput()
                .ifPresent(throughput -> known.add(
                        "/performance/dynamic/energy/throughput",
                        "the energy that the battery management has counted",
                        throughput.json("value", "time")));
    }

    /** Capacity fade is the loss against the rated capacity (Annex IV Part A); the state of health is what is left of it. */
    private void health() {
        measured("/performance/dynamic/capacity/capacity", HEALTH, "capacityAh", value -> value);
        measured("/performance/dynamic/capacity/fade", HEALTH, "stateOfHealth", HUNDRED::subtract);
        measured("/performance/dynamic/resistance/remaining/pack", HEALTH, "resistanceOhm", value -> value);
    }

    private void declarations() {
        for (PassportAttribute attribute : BatteryPassAttributes.ALL) {
            if (!attribute.path().equals(STATUS)) {
                known.twin(attribute.path(), DECLARED + attribute.path());
            }
        }
    }

    private void measured(String path, String feature, String property, UnaryOperator<BigDecimal> conversion) {
        String source = "/features/" + feature + "/properties/" + property;
        twin.measurement(feature, property).ifPresent(measured -> {
            if (measured.isGood()) {
                known.add(path, source, measured.with(conversion).json("value", "time"));
            } else {
                known.none(path, source + measured.problem());
            }
        });
    }

    private static JsonNode day(Instant at) {
        return JSON.textNode(LocalDate.ofInstant(at, ZoneOffset.UTC).toString());
    }

    private static ArrayNode list(JsonNode element) {
        return JSON.arrayNode().add(element);
    }
}
