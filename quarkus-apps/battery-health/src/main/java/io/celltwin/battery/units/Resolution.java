package io.celltwin.battery.units;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;

/** How finely a value is told, as far as its model says so. */
public final class Resolution {

    /** Types of registers that hold fractions; in all others the scale is the step. */
    private static final String FRACTIONS = "xsd:(float|double|decimal)";

    private static final String MULTIPLE = "multipleOf";

    private Resolution() {}

    /**
     * The standard deviation of what a value is off by because it is told in steps, and only when it changed by more than a
     * deadband, in the base unit of its kind: {@code s / sqrt(12)} and {@code d / sqrt(3)}, of uniform distributions.
     */
    public static double standardError(ModelProperty property) {
        double step = property.forms().isEmpty()
                ? step(property.schema())
                : property.forms().stream()
                        .mapToDouble(form -> step(property.schema(), form))
                        .max()
                        .orElseThrow();
        double deviation = Math.hypot(step / Math.sqrt(12), property.deadband() / Math.sqrt(3));
        return UnitScale.difference(property, deviation);
    }

    private static double step(JsonNode schema, JsonNode form) {
        String type = form.path("modv:type").asText();
        return type.isEmpty() || type.matches(FRACTIONS)
                ? step(schema)
                : Math.max(step(schema), Math.abs(form.path("cell:scale").asDouble(1)));
    }

    private static double step(JsonNode schema) {
        double whole = schema.path("type").asText().equals("integer") ? 1 : 0;
        return Math.max(whole, schema.path(MULTIPLE).asDouble(0));
    }
}
