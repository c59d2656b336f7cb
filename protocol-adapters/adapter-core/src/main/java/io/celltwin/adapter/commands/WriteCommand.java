package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The command {@code write}: {@code {"property": "/features/<feature>/properties/<name>", "value": ...}}.
 *
 * @param property the property's place in the twin
 * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String} or a {@code List} of these
 */
record WriteCommand(String property, Object value) {

    static final String NAME = "write";

    static WriteCommand parse(byte[] payload) throws InvalidCommandException {
        JsonNode json = CommandJson.parse(payload);
        JsonNode property = json.path("property");
        if (!property.isTextual()) {
            throw new InvalidCommandException(
                    "the payload must be a JSON object with property and value, property a string");
        }
        return new WriteCommand(property.textValue(), value(json.path("value")));
    }

    /** A value as a writable property may have it. */
    static Object value(JsonNode json) throws InvalidCommandException {
        if (!json.isArray()) {
            return scalar(json);
        }
        List<Object> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            elements.add(scalar(element));
        }
        return List.copyOf(elements);
    }

    private static Object scalar(JsonNode json) throws InvalidCommandException {
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if (json.isFloatingPointNumber() && Double.isFinite(json.doubleValue())) {
            return json.doubleValue();
        }
        throw new InvalidCommandException("value must be true, false, a number, a string or an array of these");
    }
}
