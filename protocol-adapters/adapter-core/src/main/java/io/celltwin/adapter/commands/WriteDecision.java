package io.celltwin.adapter.commands;

import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.Optional;

/**
 * Decides from a device's model alone whether a value may be written.
 */
final class WriteDecision {

    private WriteDecision() {}

    /**
     * @param property the property that is to be written
     * @param value what is to be written
     * @return why not; empty if it may be
     */
    static Optional<CommandAnswer> refusal(ModelProperty property, Object value) {
        if (!property.writable()) {
            return Optional.of(
                    CommandAnswer.readOnly("property %s cannot be written, says the model".formatted(property.name())));
        }
        return problem(property, property.schema().path("type").asText(), value)
                .map(problem -> CommandAnswer.invalid("property %s: %s".formatted(property.name(), problem)));
    }

    private static Optional<String> problem(ModelProperty property, String type, Object value) {
        if (type.equals("array")) {
            if (!(value instanceof List<?> elements)) {
                return Optional.of("an array is wanted");
            }
            String elementType = property.schema().path("items").path("type").asText();
            return elements.stream()
                    .map(element -> problem(property, elementType, element))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        boolean fits = switch (type) {
            case "boolean" -> value instanceof Boolean;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            default -> false;
        };
        if (!fits) {
            return Optional.of("a value of type %s is wanted".formatted(type));
        }
        return value instanceof Number number ? outOfRange(property, number.doubleValue()) : Optional.empty();
    }

    private static Optional<String> outOfRange(ModelProperty property, double number) {
        return property.minimum()
                .filter(minimum -> number < minimum)
                .map(minimum -> "below minimum " + minimum)
                .or(() -> property.maximum()
                        .filter(maximum -> number > maximum)
                        .map(maximum -> "above maximum " + maximum));
    }
}
