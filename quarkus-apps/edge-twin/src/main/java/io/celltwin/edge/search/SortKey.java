package io.celltwin.edge.search;

import java.util.Comparator;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A field to sort things by.
 *
 * @param path where the field stands
 * @param ascending smallest first
 */
record SortKey(JsonPointer path, boolean ascending) {

    /** The value to sort by; null for a thing that has none. */
    JsonValue valueIn(JsonObject thing) {
        return thing.getValue(path).orElseGet(JsonFactory::nullLiteral);
    }

    /** The order of two values: missing, booleans, numbers, texts, all else. */
    int compare(JsonValue one, JsonValue other) {
        int order = ascending(one, other);
        return ascending ? order : -order;
    }

    private static int ascending(JsonValue one, JsonValue other) {
        int byType = Integer.compare(rank(one), rank(other));
        if (byType != 0) {
            return byType;
        }
        if (one.isBoolean()) {
            return Boolean.compare(one.asBoolean(), other.asBoolean());
        }
        if (one.isNumber()) {
            return Double.compare(one.asDouble(), other.asDouble());
        }
        return Comparator.<String>naturalOrder().compare(text(one), text(other));
    }

    private static String text(JsonValue value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static int rank(JsonValue value) {
        if (value.isNull()) {
            return 0;
        }
        if (value.isBoolean()) {
            return 1;
        }
        if (value.isNumber()) {
            return 2;
        }
        return value.isString() ? 3 : 4;
    }

    @Override
    public String toString() {
        return (ascending ? "+" : "-") + path;
    }
}
