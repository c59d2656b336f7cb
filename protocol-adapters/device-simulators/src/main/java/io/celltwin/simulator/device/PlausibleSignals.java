package io.celltwin.simulator.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;

/**
 * Values for properties of which a process knows nothing, such as one that was added to a model: numbers swing slowly
 * around the middle of their range, each at its own pace; everything else stands still.
 */
final class PlausibleSignals {

    private static final double SWING = 0.02;
    private static final double SHORTEST_PERIOD_SECONDS = 60;
    private static final double WITHOUT_MAXIMUM = 100;

    private double seconds;

    void advance(double passed) {
        seconds += passed;
    }

    SimulatedSignal signal(ModelProperty property) {
        JsonNode schema = property.schema();
        for (String fixed : new String[] {"const", "default"}) {
            if (schema.has(fixed)) {
                Object value = scalar(schema.get(fixed));
                return () -> value;
            }
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> () -> false;
            case "integer" -> {
                long middle = Math.round(low(property) + span(property) / 2);
                yield () -> middle;
            }
            case "number" -> number(property);
            default -> {
                String text = schema.path("enum").path(0).asText("");
                yield () -> text;
            }
        };
    }

    private SimulatedSignal number(ModelProperty property) {
        double middle = low(property) + span(property) / 2;
        if (property.writable()) {
            return () -> middle;
        }
        double amplitude = span(property) * SWING;
        double period =
                SHORTEST_PERIOD_SECONDS + Math.floorMod(property.twinPath().hashCode(), 240);
        return () -> middle + amplitude * Math.sin(2 * Math.PI * seconds / period);
    }

    private static double low(ModelProperty property) {
        return property.minimum().orElse(0.0);
    }

    private static double span(ModelProperty property) {
        double low = low(property);
        return property.maximum().orElse(low + WITHOUT_MAXIMUM) - low;
    }

    private static Object scalar(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.numberValue() : node.asText();
    }
}
