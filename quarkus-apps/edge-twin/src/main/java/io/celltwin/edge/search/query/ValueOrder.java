package io.celltwin.edge.search.query;

import java.math.BigDecimal;
import java.util.Comparator;
import org.eclipse.ditto.json.JsonValue;

/**
 * The order of JSON values in a search, as MongoDB has it: null, numbers, texts, objects, arrays, booleans. Values of
 * different kinds are ordered by their kind, so none of them equals another.
 */
public final class ValueOrder implements Comparator<JsonValue> {
    /** Smallest first. */
    public static final Comparator<JsonValue> ASCENDING = new ValueOrder();

    private static final int NULL = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int OBJECT = 3;
    private static final int ARRAY = 4;
    private static final int BOOLEAN = 5;

    private ValueOrder() {}

    /** Whether two values are of one kind, so that one may be larger than the other. */
    static boolean areComparable(JsonValue one, JsonValue other) {
        return kind(one) == kind(other);
    }

    @Override
    public int compare(JsonValue one, JsonValue other) {
        int kind = kind(one);
        int byKind = Integer.compare(kind, kind(other));
        if (byKind != 0) {
            return byKind;
        }
        return switch (kind) {
            case NULL -> 0;
            case NUMBER -> compareNumbers(one, other);
            case TEXT -> one.asString().compareTo(other.asString());
            case BOOLEAN -> Boolean.compare(one.asBoolean(), other.asBoolean());
            default -> one.toString().compareTo(other.toString());
        };
    }

    private static int compareNumbers(JsonValue one, JsonValue other) {
        if (one.isLong() && other.isLong()) {
            return Long.compare(one.asLong(), other.asLong());
        }
        if (one.isLong() || other.isLong()) {
            return exact(one).compareTo(exact(other));
        }
        return Double.compare(one.asDouble(), other.asDouble());
    }

    private static BigDecimal exact(JsonValue number) {
        return number.isLong() ? BigDecimal.valueOf(number.asLong()) : new BigDecimal(number.asDouble());
    }

    private static int kind(JsonValue value) {
        if (value.isNull()) {
            return NULL;
        }
        if (value.isNumber()) {
            return NUMBER;
        }
        if (value.isString()) {
            return TEXT;
        }
        if (value.isBoolean()) {
            return BOOLEAN;
        }
        return value.isArray() ? ARRAY : OBJECT;
    }
}
