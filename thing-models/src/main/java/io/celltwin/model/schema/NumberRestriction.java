package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * {@code minimum}, {@code maximum}, {@code exclusiveMinimum}, {@code exclusiveMaximum} and {@code multipleOf}; NaN where
 * there is none.
 */
record NumberRestriction(
        double minimum, double maximum, double exclusiveMinimum, double exclusiveMaximum, double multipleOf)
        implements Restriction {

    static Optional<Restriction> of(JsonNode schema) {
        NumberRestriction restriction = new NumberRestriction(
                number(schema, "minimum"),
                number(schema, "maximum"),
                number(schema, "exclusiveMinimum"),
                number(schema, "exclusiveMaximum"),
                number(schema, "multipleOf"));
        return restriction.equals(new NumberRestriction(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN))
                ? Optional.empty()
                : Optional.of(restriction);
    }

    @Override
    public String problemOrNull(Object value) {
        if (!(value instanceof Number number)) {
            return null;
        }
        double size = number.doubleValue();
        if (size < minimum) {
            return "below minimum " + minimum;
        }
        if (size > maximum) {
            return "above maximum " + maximum;
        }
        if (size <= exclusiveMinimum) {
            return "not above " + exclusiveMinimum;
        }
        if (size >= exclusiveMaximum) {
            return "not below " + exclusiveMaximum;
        }
        return multipleOf > 0 && !isMultiple(number) ? "no multiple of " + multipleOf : null;
    }

    /** In decimal, since 0.3 is a multiple of 0.1 to whoever wrote the model. */
    private boolean isMultiple(Number number) {
        return new BigDecimal(number.toString())
                        .remainder(BigDecimal.valueOf(multipleOf))
                        .signum()
                == 0;
    }

    private static double number(JsonNode schema, String name) {
        return schema.path(name).isNumber() ? schema.get(name).doubleValue() : Double.NaN;
    }
}
