package io.celltwin.adapter.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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

    private static final int MOST_BYTES = 64 * 1024;
    private static final ObjectReader JSON =
            new JsonMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A payload that is no such command. Its message is fit for whoever sent it. */
    static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static WriteCommand parse(byte[] payload) throws Invalid {
        if (payload.length > MOST_BYTES) {
            throw new Invalid("the payload is longer than %d bytes".formatted(MOST_BYTES));
        }
        JsonNode json = json(payload);
        JsonNode property = json.path("property");
        if (!property.isTextual()) {
            throw new Invalid("the payload must be a JSON object with property and value, property a string");
        }
        return new WriteCommand(property.textValue(), value(json.path("value")));
    }

    private static JsonNode json(byte[] payload) throws Invalid {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new Invalid("the payload is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Invalid("the payload cannot be read");
        }
    }

    private static Object value(JsonNode json) throws Invalid {
        if (!json.isArray()) {
            return scalar(json);
        }
        List<Object> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            elements.add(scalar(element));
        }
        return List.copyOf(elements);
    }

    private static Object scalar(JsonNode json) throws Invalid {
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
        throw new Invalid("value must be true, false, a number, a string or an array of these");
    }
}
