package io.celltwin.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The JSON of model files: reads it, strictly because a model may come from anybody, and steps through it. */
final class JsonText {

    static final int MAX_BYTES = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 16)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** JSON-LD writes one value or a list of values: the list either way, empty for nothing. */
    static Iterable<JsonNode> items(JsonNode node) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        return node.isArray() ? node : List.of(node);
    }

    /** One step down a JSON pointer, the name escaped as RFC 6901 says. */
    static String pointer(String parent, String name) {
        boolean plain = name.indexOf('~') < 0 && name.indexOf('/') < 0;
        return parent + "/" + (plain ? name : name.replace("~", "~0").replace("/", "~1"));
    }

    /**
     * @throws ModelException if the bytes are too many, are no JSON, or hold something else than one object
     */
    static ObjectNode parse(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new ModelException(file, "", "is larger than " + MAX_BYTES + " bytes");
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ModelException(file, "", "must hold one JSON object");
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr();
            throw new ModelException(
                    file, "", "is no valid JSON" + place + ": " + withoutSource(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new ModelException(file, "", "cannot be read: " + e.getMessage());
        }
    }

    /** Jackson's message without its remarks on where it has the text from. */
    private static String withoutSource(String message) {
        return message.lines().findFirst().orElse("").replaceFirst(" \\(start marker at .*", "");
    }
}
