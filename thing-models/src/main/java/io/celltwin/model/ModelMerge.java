package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@code tm:extends} and {@code tm:ref} do to JSON: a JSON merge patch (RFC 7396; null removes), except that the
 * lists in which both sides may speak are joined: {@code @context}, {@code @type}, {@code links}, {@code tm:optional}.
 */
final class ModelMerge {

    private static final Set<String> JOINED = Set.of("@context", "@type", "links", "tm:optional");

    private ModelMerge() {}

    /** A new document: the base with the overriding one laid over it. Neither argument is changed. */
    static ObjectNode merge(ObjectNode base, ObjectNode over) {
        ObjectNode merged = base.deepCopy();
        mergeInto(merged, over);
        return merged;
    }

    private static void mergeInto(ObjectNode target, ObjectNode over) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonNode present = target.get(name);
            if (value.isNull()) {
                target.remove(name);
            } else if (present != null && JOINED.contains(name)) {
                target.set(name, join(present, value));
            } else if (present instanceof ObjectNode both && value instanceof ObjectNode object) {
                mergeInto(both, object);
            } else {
                target.set(name, value.deepCopy());
            }
        }
    }

    private static JsonNode join(JsonNode base, JsonNode over) {
        Set<JsonNode> items = new LinkedHashSet<>();
        ObjectNode prefixes = null;
        for (JsonNode side : new JsonNode[] {base, over}) {
            for (JsonNode item : JsonText.items(side)) {
                // Prefixes of a JSON-LD context end up in one object; a link is an object of its own.
                if (item instanceof ObjectNode object && !object.has("rel") && !object.has("href")) {
                    prefixes = prefixes == null ? object.deepCopy() : prefixes.setAll(object);
                } else {
                    items.add(item);
                }
            }
        }
        ArrayNode joined = JsonText.array();
        items.forEach(item -> joined.add(item.deepCopy()));
        if (prefixes != null) {
            joined.add(prefixes);
        }
        return joined;
    }
}
