package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls bad what cannot be: a value that its model calls impossible (a broken sensor's -999, say) is not good. Its reasons do
 * not change from one bad value to the next.
 */
final class ValidityCheck implements EdgeStage {

    /** Reasons come from devices; this much of one is enough to understand it. */
    private static final int LONGEST_REASON = 200;

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        Optional<String> problem =
                reading.badReason().map(ValidityCheck::shorten).or(() -> problem(reading.property(), reading.value()));
        next.accept(problem.equals(reading.badReason()) ? reading : reading.bad(problem.orElseThrow()));
    }

    private static Optional<String> problem(ModelProperty property, Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> problem(property, element))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        double size = number.doubleValue();
        if (!Double.isFinite(size)) {
            return Optional.of("not a number");
        }
        return property.minimum()
                .filter(minimum -> size < minimum)
                .map(minimum -> "below minimum " + minimum)
                .or(() -> property.maximum()
                        .filter(maximum -> size > maximum)
                        .map(maximum -> "above maximum " + maximum));
    }

    private static String shorten(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
