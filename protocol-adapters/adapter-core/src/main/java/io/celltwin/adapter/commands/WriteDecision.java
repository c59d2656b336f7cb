package io.celltwin.adapter.commands;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.schema.DataSchema;
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
        return DataSchema.of(property.schema())
                .problem(value)
                .or(() -> outOfRange(property, value))
                .map(problem -> CommandAnswer.invalid("property %s: %s".formatted(property.name(), problem)));
    }

    /** The model's range holds for each number of a list, too. */
    private static Optional<String> outOfRange(ModelProperty property, Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> outOfRange(property, element))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        return property.minimum()
                .filter(minimum -> number.doubleValue() < minimum)
                .map(minimum -> "below minimum " + minimum)
                .or(() -> property.maximum()
                        .filter(maximum -> number.doubleValue() > maximum)
                        .map(maximum -> "above maximum " + maximum));
    }
}
