package io.celltwin.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads one property affordance of a resolved Thing Model and checks it on the way. */
final class PropertyReader {

    static final String FEATURE = "cell:feature";

    private static final Set<String> TYPES = Set.of("boolean", "integer", "number", "string", "object", "array",
            "null");
    /** Names that a Ditto JSON key may have without escapes, and a WoT consumer as a variable. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private PropertyReader() {
    }

    /**
     * @param feature the instance name if the property belongs to a submodel, else empty: then {@code cell:feature} counts
     * @param place the property's place; takes what is wrong
     */
    static ModelProperty read(String name, JsonNode definition, Optional<String> feature, Problems.Place place) {
        if (!NAME.matcher(name).matches()) {
            place.problem("a property's name must match " + NAME);
        }
        String type = text(definition, "type", place);
        if (!type.isEmpty() && !TYPES.contains(type)) {
            place.child("type").problem("'" + type + "' is no JSON type");
        }
        boolean numeric = "number".equals(type) || "integer".equals(type);
        Optional<Double> minimum = number(definition, "minimum", place);
        Optional<Double> maximum = number(definition, "maximum", place);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
            place.child("minimum").problem("minimum " + minimum.get() + " is above maximum " + maximum.get());
        }
        double deadband = number(definition, "cell:deadband", place).orElse(0.0);
        if (deadband < 0 || (deadband > 0 && !numeric)) {
            place.child("cell:deadband").problem("must be 0 or more, and only a number can have one");
        }
        List<JsonNode> forms = new ArrayList<>();
        int index = 0;
        for (JsonNode form : JsonText.items(definition.get("forms"))) {
            FormCheck.check(form, definition, place.child("forms").child(index++));
            forms.add(form);
        }
        if (numeric && "number".equals(type) && !forms.isEmpty() && !definition.path("unit").isTextual()) {
            place.problem("a measured number needs a 'unit' (unit:UNITLESS if it has none)");
        }
        return new ModelProperty(name, feature.or(() -> featureOf(definition, place)), text(definition, "title", place),
                schema(definition), semanticTypes(definition, place), Units.of(definition.path("unit").asText("")),
                minimum, maximum, dataClass(definition, place), writable(definition, forms), deadband,
                alarmLimits(definition, minimum, maximum, numeric, place.child("cell:alarmLimits")), forms);
    }

    private static ObjectNode schema(JsonNode definition) {
        ObjectNode schema = definition.deepCopy();
        schema.remove("forms");
        return schema;
    }

    private static Optional<String> featureOf(JsonNode definition, Problems.Place place) {
        JsonNode feature = definition.get(FEATURE);
        if (feature == null) {
            return Optional.empty();
        }
        if (!NAME.matcher(feature.asText()).matches()) {
            place.child(FEATURE).problem("a feature's name must match " + NAME);
        }
        return Optional.of(feature.asText());
    }

    private static Set<String> semanticTypes(JsonNode definition, Problems.Place place) {
        Set<String> types = new LinkedHashSet<>();
        for (JsonNode type : JsonText.items(definition.get("@type"))) {
            types.add(type.asText());
            if (type.asText().startsWith("cell:") && !Vocabulary.isPropertyType(type.asText())) {
                place.child("@type").problem("the vocabulary has no property type '" + type.asText() + "'");
            }
        }
        return types;
    }

    private static DataClass dataClass(JsonNode definition, Problems.Place place) {
        JsonNode text = definition.get("cell:dataClass");
        if (text == null) {
            return DataClass.INTERNAL;
        }
        Optional<DataClass> dataClass = DataClass.parse(text.asText());
        if (dataClass.isEmpty()) {
            place.child("cell:dataClass").problem("'" + text.asText() + "' is none of public, internal, core");
        }
        return dataClass.orElse(DataClass.CORE);
    }

    private static boolean writable(JsonNode definition, List<JsonNode> forms) {
        if (definition.path("readOnly").asBoolean()) {
            return false;
        }
        for (JsonNode form : forms) {
            for (JsonNode op : JsonText.items(form.get("op"))) {
                if ("writeproperty".equals(op.asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<AlarmLimit> alarmLimits(JsonNode definition, Optional<Double> minimum, Optional<Double> maximum,
            boolean numeric, Problems.Place place) {
        List<AlarmLimit> limits = new ArrayList<>();
        for (JsonNode limit : JsonText.items(definition.get("cell:alarmLimits"))) {
            Problems.Place here = place.child(limits.size());
            if (!numeric) {
                here.problem("only a number can have alarm limits");
            }
            boolean above = limit.has("cell:above");
            String side = above ? "cell:above" : "cell:below";
            if (above == limit.has("cell:below")) {
                here.problem("needs either cell:above or cell:below");
            }
            double value = number(limit, side, here).orElse(0.0);
            if (minimum.filter(bound -> value < bound).isPresent()
                    || maximum.filter(bound -> value > bound).isPresent()) {
                here.child(side).problem("the limit " + value + " is outside the property's range");
            }
            double hysteresis = number(limit, "cell:hysteresis", here).orElse(0.0);
            if (hysteresis < 0) {
                here.child("cell:hysteresis").problem("must be 0 or more");
            }
            String severity = text(limit, "cell:severity", here);
            if (!severity.isEmpty() && !Vocabulary.SEVERITIES.contains(severity)) {
                here.child("cell:severity").problem("'" + severity + "' is none of " + Vocabulary.SEVERITIES);
            }
            String id = text(limit, "cell:id", here);
            if (!id.isEmpty() && !NAME.matcher(Placeholders.sample(id, "x")).matches()) {
                here.child("cell:id").problem("an alarm's id must match " + NAME);
            }
            limits.add(new AlarmLimit(id, above ? AlarmLimit.Kind.ABOVE : AlarmLimit.Kind.BELOW, value, hysteresis,
                    severity,
                    text(limit, "cell:message", here)));
        }
        return limits;
    }

    private static String text(JsonNode node, String member, Problems.Place place) {
        JsonNode value = node.get(member);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            place.problem("needs '" + member + "', a text");
            return "";
        }
        return value.textValue();
    }

    private static Optional<Double> number(JsonNode node, String member, Problems.Place place) {
        JsonNode value = node.get(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            place.child(member).problem("must be a number");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }
}
