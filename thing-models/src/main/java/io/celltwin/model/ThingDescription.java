package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The W3C WoT Thing Description of one device. Immutable. */
public final class ThingDescription {

    private final ObjectNode document;
    private final Map<String, List<JsonNode>> formsByTwinPath;

    /** By {@code actions/<name>} and {@code events/<name>}. */
    private final Map<String, List<JsonNode>> formsOfInteractions;

    ThingDescription(
            ObjectNode document,
            Map<String, List<JsonNode>> formsByTwinPath,
            Map<String, List<JsonNode>> formsOfInteractions) {
        this.document = document;
        this.formsByTwinPath = Map.copyOf(formsByTwinPath);
        this.formsOfInteractions = Map.copyOf(formsOfInteractions);
    }

    /** The Thing Description as JSON, a copy; media type {@code application/td+json}. */
    public ObjectNode json() {
        return document.deepCopy();
    }

    /** The forms of a property with absolute addresses and all placeholders filled; empty if no device gives the value. */
    public List<JsonNode> forms(ModelProperty property) {
        return formsByTwinPath.getOrDefault(property.twinPath(), List.of());
    }

    /** The forms of an action with absolute addresses and all placeholders filled; empty if no device has it. */
    public List<JsonNode> forms(ModelAction action) {
        return formsOfInteractions.getOrDefault(key(AffordanceKind.ACTION, action.name()), List.of());
    }

    /** The forms of an event with absolute addresses and all placeholders filled; empty if no device tells it. */
    public List<JsonNode> forms(ModelEvent event) {
        return formsOfInteractions.getOrDefault(key(AffordanceKind.EVENT, event.name()), List.of());
    }

    static String key(AffordanceKind kind, String name) {
        return kind.member() + "/" + name;
    }
}
