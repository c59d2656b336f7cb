package io.celltwin.adapter.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The payloads of commands. */
final class CommandJson {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int DEEPEST = 32;
    private static final ObjectReader JSON = reader();

    private CommandJson() {}

    /**
     * @param payload the payload, at most 64 KiB
     * @return the JSON value in it; missing if it is empty
     * @throws InvalidCommandException if there is none, or more
     */
    static JsonNode parse(byte[] payload) throws InvalidCommandException {
        if (payload.length > MOST_BYTES) {
            throw new InvalidCommandException("the payload is longer than %d bytes".formatted(MOST_BYTES));
        }
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new InvalidCommandException("the payload is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidCommandException("the payload cannot be read");
        }
    }

    /**
     * @param json a JSON value
     * @return {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a {@code List} or a {@code Map} of these
     * @throws InvalidCommandException if it is null, or a number that none of these can hold
     */
    static Object value(JsonNode json) throws InvalidCommandException {
        if (json.isArray()) {
            List<Object> elements = new ArrayList<>(json.size());
            for (JsonNode element : json) {
                elements.add(value(element));
            }
            return elements;
        }
        if (json.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : json.properties()) {
                members.put(member.getKey(), value(member.getValue()));
            }
            return members;
        }
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
        throw new InvalidCommandException("%s is no value of an input".formatted(json));
    }

    private static ObjectReader reader() {
        JsonMapper mapper = new JsonMapper();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
