package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.state.LifecycleState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
    private static final String PASSPORT = "/features/passport/properties/";
    private static final String DECLARED = "/features/" + DECLARATION + "/properties";
    private static final String STATUS = "/sustainability/status";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int HEADER = 100;

    private final JsonNode twin;
    private final RecordedLife life;
    private final Map<String, List<Candidate>> known = new HashMap<>();

    private PassportSources(JsonNode twin, RecordedLife life) {
        this.twin = twin;
        this.life = life;
    }

    /**
     * What is known of each attribute, by its path, the best first.
     *
     * @param twin the whole twin as Ditto's JSON
     * @param life what the records tell
     */
    static Map<String, List<Candidate>> of(JsonNode twin, RecordedLife life) {
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
        add("/specVersion", "the specification", JSON.textNode(BatteryPassAttributes.SPECIFICATION));
        twin("/identification/idDmc", PASSPORT + "passportId");
        twin("/metadata/passportIdentifier", PASSPORT + "passportId");
        // Article 3(1) point (15): a stationary battery energy storage system is an industrial battery.
        value(PASSPORT + "category")
                .ifPresent(category -> add(
                        "/identification/category",
                        PASSPORT + "category",
                        category.asText().equals("stationary") ? JSON.textNode("industrial") : category));
        twin("/identification/chemistry", PASSPORT + "chemistry");
        twin("/identification/chemistry", "/attributes/chemistry");
        twin("/identification/identification/type/nameAtManufacturer", "/attributes/productName");
        value("/attributes/serialNumber")
                .ifPresent(serial -> add(
                        "/identification/identification/serial",
                        "/attributes/serialNumber",
                        list(JSON.objectNode().put("key", "partInstanceId").set("value", serial))));
    }

    private void origin() {
        life.reached(LifecycleState.MADE)
                .ifPresent(made -> add("/operation/manufacturer/manufacturingDate", "the record of 'made'", day(made)));
        twin("/operation/manufacturer/manufacturingDate", PASSPORT + "manufacturingDate");
        twin("/operation/manufacturer/manufacturingDate", "/attributes/manufacturedOn");
        twin("/operation/manufacturer/manufacturer", PASSPORT + "manufacturer");
        value(PASSPORT + "manufacturingPlace")
                .ifPresent(place -> add(
                        "/operation/manufacturer/facility",
                        PASSPORT + "manufacturingPlace",
                        list(JSON.objectNode().set("facility", place))));
    }

    private void life() {
        life.reached(LifecycleState.IN_SERVICE)
                .ifPresent(since -> add("/operation/intoServiceDate", "the record of 'in service'", day(since)));
        status().ifPresent(status -> add(STATUS, "what is said of the status", JSON.textNode(status)));
        ArrayNode events = negativeEvents();
        if (!events.isEmpty()) {
            add("/performance/dynamic/negativeEvents", "the records of alarms", events);
        }
    }

    /** Whether a second life is another use or the same, only people can say. That it is the first one the records do. */
    private Optional<String> status() {
        Optional<String> said = value(PASSPORT + "status")
                .map(JsonNode::asText)
                .map(text -> text.equals("reused") ? "re-used" : text)
                .or(() -> value(DECLARED + STATUS).map(JsonNode::asText));
        if (life.state().isEmpty()) {
            return said;
        }
        LifecycleState state = life.state().get();
        if (state.isGone()) {
            return Optional.of("waste");
        }
        return state == LifecycleState.SECOND_LIFE
                ? said.filter(status -> !status.equals("original"))
                : said.or(() -> Optional.of("original"));
    }

    /** How often each critical alarm was raised; an accident shows as one. */
    private ArrayNode negativeEvents() {
        Map<String, List<LifecycleRecord>> raised = life.alarms().stream()
                .filter(alarm -> "critical".equals(alarm.content().get("severity")))
                .collect(Collectors.groupingBy(
                        alarm -> String.valueOf(alarm.content().get("alarm")), TreeMap::new, Collectors.toList()));
        ArrayNode events = JSON.arrayNode();
        raised.forEach((alarm, records) -> {
            LongSummaryStatistics times = records.stream()
                    .mapToLong(record -> record.at().toEpochMilli())
                    .summaryStatistics();
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
        twin("/performance/rated/capacity/value", PASSPORT + "ratedCapacity");
        twin("/performance/rated/capacity/value", "/features/bms/properties/nominalCapacity");
        twin("/performance/rated/voltage/nominal", PASSPORT + "nominalVoltage");
        value(PASSPORT + "mass")
                .ifPresent(mass -> add(
                        "/characteristics/physicalDimension/weight",
                        PASSPORT + "mass",
                        JSON.objectNode().put("unit", "unit:kilogram").set("value", mass)));
        // One figure without its life-cycle stage, rules and declaration is no carbon footprint in the sense of the
        // document.
        twin("/sustainability/carbonFootprint", PASSPORT + "carbonFootprint");
    }

    private void materials() {
        for (String material : List.of("cobalt", "lithium", "nickel", "lead")) {
            String place = PASSPORT + "recycledContent/" + material;
            value(place)
                    .ifPresent(share -> add(
                            "/materials/active/" + material + "/recycled",
                            place,
                            isFinite(share)
                                    ? JSON.numberNode(share.decimalValue().movePointRight(2))
                                    : share));
        }
    }

    private void measurements() {
        measured("/performance/dynamic/stateOfCharge", BMS, "stateOfCharge", value -> value);
        measured("/performance/dynamic/fullCycles", BMS, "cycleCount", value -> value);
        measured("/performance/dynamic/capacity/throughput", BMS, "dischargedCharge", value -> value);
        Optional<Measured> out = measurement(BMS, "dischargedEnergy");
        Optional<Measured> in = measurement(BMS, "chargedEnergy");
        if (out.isPresent() && in.isPresent() && out.get().isGood() && in.get().isGood()) {
            String older = out.get().time().compareTo(in.get().time()) < 0
                    ? out.get().time()
                    : in.get().time();
            BigDecimal wattHours = out.get().value().add(in.get().value());
            add(
                    "/performance/dynamic/energy/throughput",
                    "the energy that the battery management has counted",
                    new Measured(wattHours.movePointLeft(3), older, "").json());
        }
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
                twin(attribute.path(), DECLARED + attribute.path());
            }
        }
    }

    private void measured(String path, String feature, String property, UnaryOperator<BigDecimal> conversion) {
        String source = "/features/" + feature + "/properties/" + property;
        measurement(feature, property).ifPresent(measured -> {
            if (measured.isGood()) {
                add(path, source, measured.with(conversion).json());
            } else {
                candidate(path, Candidate.none(source + measured.problem()));
            }
        });
    }

    private Optional<Measured> measurement(String feature, String property) {
        String properties = "/features/" + feature + "/properties/";
        String time = value(properties + "sourceTimes/" + property)
                .or(() -> value(properties + "observedAt"))
                .map(JsonNode::asText)
                .orElse("");
        String problem = value(properties + "quality/" + property)
                .map(quality -> " is not good: " + quality.asText())
                .orElse(time.isEmpty() ? " has no time" : "");
        return value(properties + property)
                .filter(PassportSources::isFinite)
                .map(number -> new Measured(number.decimalValue(), time, problem));
    }

    /** A number, when it was so, and why it cannot be believed. */
    private record Measured(BigDecimal value, String time, String problem) {

        boolean isGood() {
            return problem.isEmpty();
        }

        Measured with(UnaryOperator<BigDecimal> conversion) {
            return new Measured(conversion.apply(value), time, problem);
        }

        ObjectNode json() {
            BigDecimal shortest = value.stripTrailingZeros();
            return JSON.objectNode()
                    .put("value", shortest.scale() < 0 ? shortest.setScale(0) : shortest)
                    .put("time", time);
        }
    }

    /** JSON has numbers beyond those that a double holds. */
    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    private static JsonNode day(Instant at) {
        return JSON.textNode(LocalDate.ofInstant(at, ZoneOffset.UTC).toString());
    }

    private static ArrayNode list(JsonNode element) {
        return JSON.arrayNode().add(element);
    }

    private void twin(String path, String place) {
        value(place).ifPresent(value -> add(path, place, value));
    }

    private Optional<JsonNode> value(String place) {
        JsonNode value = twin.at(place);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private void add(String path, String source, JsonNode value) {
        candidate(path, Candidate.of(source, value));
    }

    private void candidate(String path, Candidate candidate) {
        known.computeIfAbsent(path, key -> new ArrayList<>()).add(candidate);
    }
}
