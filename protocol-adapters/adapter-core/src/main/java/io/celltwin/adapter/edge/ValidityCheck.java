package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.schema.DataSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls bad what cannot be: a value that is not what its model says of it, by type, range, form or otherwise (a broken sensor's
 * -999, a text where a number should be). Its reasons do not change from one bad value to the next.
 */
final class ValidityCheck implements EdgeStage {

    /** Reasons come from devices; this much of one is enough to understand it. */
    private static final int LONGEST_REASON = 200;

    private final PropertyStates<PropertyCheck> checks = new PropertyStates<>(PropertyCheck::of);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.value() == null) {
            String reason = reading.badReason().orElseThrow();
            next.accept(reason.length() <= LONGEST_REASON ? reading : reading.bad(shorten(reason)));
            return;
        }
        PropertyCheck check = checks.of(reading.property());
        Optional<String> problem = check.problem(reading.value());
        if (problem.isPresent()) {
            next.accept(reading.bad(problem.get()));
            return;
        }
        Object normalized = check.schema.normalized(reading.value());
        next.accept(normalized == reading.value() ? reading : reading.with(normalized));
    }

    private static String shorten(String reason) {
        return reason.substring(0, LONGEST_REASON) + "…";
    }

    /** What the model says of one property. Its range holds for each number in a list, too. */
    private record PropertyCheck(DataSchema schema, double minimum, double maximum) {

        private static PropertyCheck of(ModelProperty property) {
            return new PropertyCheck(
                    DataSchema.of(property.schema()),
                    property.minimum().orElse(Double.NEGATIVE_INFINITY),
                    property.maximum().orElse(Double.POSITIVE_INFINITY));
        }

        private Optional<String> problem(Object value) {
            Optional<String> problem = schema.problem(value);
            return problem.isPresent() ? problem : outOfRange(value);
        }

        private Optional<String> outOfRange(Object value) {
            if (value instanceof List<?> elements) {
                return elements.stream()
                        .map(this::outOfRange)
                        .flatMap(Optional::stream)
                        .findFirst();
            }
            if (!(value instanceof Number number)) {
                return Optional.empty();
            }
            if (number.doubleValue() < minimum) {
                return Optional.of("below minimum " + minimum);
            }
            return number.doubleValue() > maximum ? Optional.of("above maximum " + maximum) : Optional.empty();
        }
    }
}
