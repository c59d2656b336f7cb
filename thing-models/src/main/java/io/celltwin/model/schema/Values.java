package io.celltwin.model.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What a value is. */
final class Values {

    /** Beyond this, a fraction stands for more than one whole number. */
    private static final double GREATEST_EXACT = 0x1p53;

    private Values() {}

    static boolean isWhole(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    static boolean isFraction(Object value) {
        return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
    }

    /** Whether it is a whole number, in whatever form, that can be told as one. */
    static boolean isIntegral(Object value) {
        if (!isFraction(value)) {
            return isWhole(value);
        }
        double number = ((Number) value).doubleValue();
        return number == Math.rint(number) && Math.abs(number) <= GREATEST_EXACT;
    }

    /** Whether it is a fraction that is too large to tell one whole number from the next. */
    static boolean isBeyondExact(Object value) {
        return isFraction(value) && Math.abs(((Number) value).doubleValue()) > GREATEST_EXACT;
    }

    /** Why it, or something in it, is no number although it should be one; null otherwise. */
    static String notFinite(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)
                || value instanceof Float single && !Float.isFinite(single)) {
            return "not a number";
        }
        if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                if (notFinite(elements.get(i)) != null) {
                    return "not a number";
                }
            }
        }
        if (value instanceof Map<?, ?> members) {
            for (Object member : members.values()) {
                if (notFinite(member) != null) {
                    return "not a number";
                }
            }
        }
        return null;
    }

    /** What a user calls it. */
    static String nameOf(Object value) {
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof Number) {
            return isWhole(value) ? "a whole number" : "a number";
        }
        return value == null ? "nothing" : "something else";
    }
}
