package io.celltwin.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * JSON of another owner within a state: it is kept as it is, and only its owner knows what it means.
 *
 * @param text a JSON value
 */
public record EmbeddedJson(String text) {

    public EmbeddedJson {
        Objects.requireNonNull(text, "text");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EmbeddedJson of(JsonNode json) {
        return new EmbeddedJson(json.toString());
    }

    @Override
    @JsonValue
    @JsonRawValue
    public String text() {
        return text;
    }
}
