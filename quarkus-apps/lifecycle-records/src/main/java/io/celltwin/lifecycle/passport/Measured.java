package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/**
 * A number that was measured.
 *
 * @param value the number
 * @param time when it was so
 * @param problem why it cannot be believed; empty if it can
 */
record Measured(BigDecimal value, String time, String problem) {
    boolean isGood() {
        return problem.isEmpty();
    }

    Measured with(UnaryOperator<BigDecimal> conversion) {
        return new Measured(conversion.apply(value), time, problem);
    }

    /** An object with the number and its time by these names. */
    ObjectNode json(String valueName, String timeName) {
        BigDecimal shortest = value.stripTrailingZeros();
        return JsonNodeFactory.instance
                .objectNode()
                .put(valueName, shortest.scale() < 0 ? shortest.setScale(0) : shortest)
                .put(timeName, time);
    }
}
