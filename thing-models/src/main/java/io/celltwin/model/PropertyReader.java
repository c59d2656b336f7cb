package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.binding.FormOperations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one property affordance of a resolved Thing Model and checks it on the way. */
final class PropertyReader {

    private static final String FEATURE = "cell:feature";

    private static final Set<String> TYPES =
            Set.of("boolean", "integer", "number", "string", "object", "array", "null");

    private PropertyReader() {}

    /**
     * @param feature the instance name if the property belongs to a submodel, else empty: then {@code cell:feature} counts
     * @param place the property's place; takes what is wrong
     */
    static ModelProperty read(String name, JsonNode definition, Optional<String> feature, Problems.Place place) {
        if (!Members.isName(name)) {
            place.problem("a property's name must match " + Members.NAME);
        }
        String type = Members.text(definition, "type", place);
        if (!type.isEmpty() && !TYPES.contains(type)) {
            place.child("type").problem("'" + type + "' is no JSON type");
        }
        boolean numeric = "number".equals(type) || "integer".equals(type);
        Optional<Double> minimum = Members.number(definition, "minimum", place);
        Optional<Double> maximum = Members.number(definition, "maximum", place);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get() > maximum.get()) {
            place.child("minimum").problem("minimum " + minimum.get() + " is above maximum " + maximum.get());
        }
        double deadband = Members.number(definition, "cell:deadband", place).orElse(0.0);
        if (deadband < 0 || (deadband > 0 && !numeric)) {
            place.child("cell:deadband").problem("must be 0 or more, and only a number can have one");
        }
        List<JsonNode> forms = new ArrayList<>();
        int index = 0;
        for (JsonNode form : JsonText.items(definition.get("forms"))) {
            FormCheck.check(
                    form,
                    definition,
                    AffordanceKind.PROPERTY,
                    place.child("forms").child(index++));
            forms.add(form);
        }
        if ("number".equals(type)
                && !forms.isEmpty()
                && !definition.path("unit").isTextual()) {
            place.problem("a measured number needs a 'unit' (unit:UNITLESS if it has none)");
        }
        MeasurementReader.check(definition, numeric, !forms.isEmpty(), place);
        return new ModelProperty(
                name,
                feature.or(() -> featureOf(definition, place)),
                Members.text(definition, "title", place),
                schema(definition),
                semanticTypes(definition, place),
                Units.of(definition.path("unit").asText("")),
                minimum,
                maximum,
                dataClass(definition, place),
                writable(definition, forms),
                deadband,
                new AlarmLimitReader(numeric, minimum, maximum)
                        .read(definition.get("cell:alarmLimits"), place.child("cell:alarmLimits")),
                forms);
    }

    private static ObjectNode schema(JsonNode definition) {
        ObjectNode schema = JsonText.object().setAll((ObjectNode) definition);
        schema.remove("forms");
        return schema;
    }

    private static Optional<String> featureOf(JsonNode definition, Problems.Place place) {
        JsonNode feature = definition.get(FEATURE);
        if (feature == null) {
            return Optional.empty();
        }
        if (!Members.isName(feature.asText())) {
            place.child(FEATURE).problem("a feature's name must match " + Members.NAME);
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
        return forms.stream()
                .anyMatch(form -> form.has("op") && FormOperations.of(form).writes());
    }
}
