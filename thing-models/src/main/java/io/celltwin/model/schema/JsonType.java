package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The types of JSON Schema. */
enum JsonType {
    /** No type is named. */
    ANY("anything", value -> true),
    BOOLEAN("true or false", Boolean.class::isInstance),
    INTEGER("a whole number", Values::isIntegral),
    NUMBER("a number", value -> Values.isWhole(value) || Values.isFraction(value)),
    STRING("text", String.class::isInstance),
    ARRAY("an array", value -> value instanceof List<?>),
    OBJECT("an object", value -> value instanceof Map<?, ?>),
    NULL("nothing", value -> value == null);

    private final String title;
    private final Predicate<Object> takes;

    JsonType(String title, Predicate<Object> takes) {
        this.title = title;
        this.takes = takes;
    }

    static JsonType of(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "boolean" -> BOOLEAN;
            case "integer" -> INTEGER;
            case "number" -> NUMBER;
            case "string" -> STRING;
            case "array" -> ARRAY;
            case "object" -> OBJECT;
            case "null" -> NULL;
            default -> ANY;
        };
    }

    boolean takes(Object value) {
        return takes.test(value);
    }

    String problem(Object value) {
        if (this == INTEGER && Values.isFraction(value)) {
            return Values.isBeyondExact(value)
                    ? "beyond 2^53, where a floating-point number stands for more than one whole number"
                    : "not a whole number, as the model says";
        }
        return "%s, not %s as the model says".formatted(Values.nameOf(value), title);
    }
}
