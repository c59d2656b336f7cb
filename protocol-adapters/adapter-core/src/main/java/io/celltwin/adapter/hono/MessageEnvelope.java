package io.celltwin.adapter.hono;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.commands.CommandAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message to a thing as Ditto's connections write it: the whole Ditto protocol message is the payload of the command, what was
 * sent is its {@code value}. The answer has to be one, too.
 *
 * @param json the message: untrusted
 */
record MessageEnvelope(JsonNode json) {

    static final String CONTENT_TYPE = "application/vnd.eclipse.ditto+json";

    private static final Pattern MESSAGE = Pattern.compile("[^/]+/[^/]+/things/live/messages/.+");
    private static final ObjectMapper JSON = new JsonMapper();

    /** Empty if the payload is something else. */
    static Optional<MessageEnvelope> of(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            return json != null
                            && json.isObject()
                            && MESSAGE.matcher(json.path("topic").asText()).matches()
                            && json.path("path").isTextual()
                    ? Optional.of(new MessageEnvelope(json))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What was sent; empty if nothing was. */
    byte[] payload() {
        JsonNode value = json.path("value");
        if (value.isMissingNode()) {
            return new byte[0];
        }
        // What was not sent as JSON is a text here.
        return (value.isTextual() ? value.textValue() : value.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** Who sent it, as the twin service says. */
    Optional<String> originator() {
        return Optional.ofNullable(json.path("headers").path("ditto-originator").textValue());
    }

    byte[] answer(CommandAnswer answer) {
        ObjectNode response = JSON.createObjectNode();
        response.set("topic", json.get("topic"));
        response.set("path", json.get("path"));
        ObjectNode headers = response.putObject("headers");
        headers.put("content-type", CommandAnswer.CONTENT_TYPE);
        JsonNode correlation = json.path("headers").path("correlation-id");
        if (correlation.isTextual()) {
            headers.set("correlation-id", correlation);
        }
        response.set("value", body(answer));
        response.put("status", answer.status());
        return response.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode body(CommandAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
