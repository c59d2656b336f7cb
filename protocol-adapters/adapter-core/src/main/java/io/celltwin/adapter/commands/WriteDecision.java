package io.celltwin.adapter.commands;

import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.model.schema.DataSchema;
import java.util.List;
import java.util.Optional;

/**
 * Decides from a device's model alone whether a value may be written.
 *
 * @param write what to write; empty exactly if it is refused
 * @param refusal the answer if it may not be
 */
record WriteDecision(Optional<PropertyWrite> write, Optional<CommandAnswer> refusal) {

    private static Optional<CommandAnswer> refusal(ModelProperty property, Object value) {
        if (!property.writable()) {
            return Optional.of(CommandAnswer.notAllowed(
                    "property %s cannot be written, says the model".formatted(property.name())));
        }
        return DataSchema.of(property.schema())
                .problem(value)
                .or(() -> outOfRange(property, value))
                .map(problem -> CommandAnswer.invalid("property %s: %s".formatted(property.name(), problem)));
    }

    /**
     * @param model the device's model
     * @param command what is to be written where
     * @return what to write, or why it may not be
     */
    static WriteDecision of(ThingModel model, WriteCommand command) {
        Optional<ModelProperty> property = model.property(command.property());
        if (property.isEmpty()) {
            return refused(
                    CommandAnswer.invalid("model %s has no property %s".formatted(model.name(), command.property())));
        }
        return refusal(property.get(), command.value())
                .map(WriteDecision::refused)
                .orElseGet(() -> new WriteDecision(
                        Optional.of(new PropertyWrite(
                                property.get(),
                                DataSchema.of(property.get().schema()).normalized(command.value()))),
                        Optional.empty()));
    }

    private static WriteDecision refused(CommandAnswer answer) {
        return new WriteDecision(Optional.empty(), Optional.of(answer));
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
