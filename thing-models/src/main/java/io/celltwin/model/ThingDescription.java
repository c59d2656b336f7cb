package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The W3C WoT Thing Description of one device. Immutable. */
public final class ThingDescription {

    private final ObjectNode document;
    private final Map<String, List<JsonNode>> formsByTwinPath;

    ThingDescription(ObjectNode document, Map<String, List<JsonNode>> formsByTwinPath) {
        this.document = document;
        this.formsByTwinPath = Map.copyOf(formsByTwinPath);
    }

    /** The Thing Description as JSON, a copy; media type {@code application/td+json}. */
    public ObjectNode json() {
        return document.deepCopy();
    }

    /** The forms of a property with absolute addresses and all placeholders filled; empty if no device gives the value. */
    public List<JsonNode> forms(ModelProperty property) {
        return formsByTwinPath.getOrDefault(property.twinPath(), List.of());
    }
}
