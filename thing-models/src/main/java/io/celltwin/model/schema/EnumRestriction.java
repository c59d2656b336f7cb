package io.celltwin.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.schema.DataSchema.Restriction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code enum} and {@code const}.
 *
 * @param allowed one of which it must be
 */
record EnumRestriction(List<JsonNode> allowed) implements Restriction {

    static Optional<Restriction> of(JsonNode schema) {
        if (schema.has("const")) {
            return Optional.of(new EnumRestriction(List.of(schema.get("const"))));
        }
        return schema.path("enum").isArray()
                ? Optional.of(new EnumRestriction(
                        StreamSupport.stream(schema.get("enum").spliterator(), false)
                                .toList()))
                : Optional.empty();
    }

    @Override
    public String problemOrNull(Object value) {
        for (int i = 0; i < allowed.size(); i++) {
            if (isSame(allowed.get(i), value)) {
                return null;
            }
        }
        return "none of the values that the model names";
    }

    private static boolean isSame(JsonNode json, Object value) {
        if (value instanceof Number number) {
            return json.isNumber()
                    && (Values.isWhole(value) && json.canConvertToLong() && json.isIntegralNumber()
                            ? json.longValue() == number.longValue()
                            : json.doubleValue() == number.doubleValue());
        }
        if (value instanceof String text) {
            return json.isTextual() && json.textValue().equals(text);
        }
        if (value instanceof Boolean truth) {
            return json.isBoolean() && json.booleanValue() == truth;
        }
        if (value instanceof List<?> elements) {
            return json.isArray()
                    && json.size() == elements.size()
                    && Stream.iterate(0, i -> i < elements.size(), i -> i + 1)
                            .allMatch(i -> isSame(json.get(i), elements.get(i)));
        }
        return value instanceof Map<?, ?> members
                && json.isObject()
                && json.size() == members.size()
                && members.entrySet().stream()
                        .allMatch(member -> json.has(String.valueOf(member.getKey()))
                                && isSame(json.get(String.valueOf(member.getKey())), member.getValue()));
    }
}
