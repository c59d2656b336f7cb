package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/** Makes the instances of the submodels that one model has. Not thread-safe. */
final class SubmodelReader {

    /** What all instances together may take, counted as JSON text, so that a small file cannot fill the memory. */
    private static final long MAX_CHARACTERS = 16L << 20;

    private final ModelSource source;
    private final Map<String, ObjectNode> resolved = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private long characters;

    SubmodelReader(ModelSource source) {
        this.source = source;
    }

    /**
     * The submodel that a {@code tm:submodel} link names, with the placeholders of this instance filled.
     *
     * @param place the link's place
     * @throws ModelException if the submodel cannot be used
     */
    ObjectNode instance(JsonNode link, String instanceName, Problems.Place place) {
        Problems.Place href = place.child("href");
        String file = ModelResolver.linkedFile(
                href.file(), href.pointer(), link.path("href").asText());
        ObjectNode submodel = resolved.get(file);
        if (submodel == null) {
            submodel = resolve(file, href);
            resolved.put(file, submodel);
            sizes.put(file, submodel.toString().length());
        }
        characters += sizes.get(file);
        if (characters > MAX_CHARACTERS) {
            throw new ModelException(href.file(), href.pointer(), "the submodels together are too large");
        }
        Map<String, JsonNode> values = new HashMap<>();
        link.path("cell:placeholders").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        values.put(Placeholders.INSTANCE_NAME, TextNode.valueOf(instanceName));
        return (ObjectNode) new Placeholders(values).fill(submodel);
    }

    private ObjectNode resolve(String file, Problems.Place href) {
        if (source.read(file).isEmpty()) {
            throw new ModelException(href.file(), href.pointer(), "there is no model '" + file + "'");
        }
        ObjectNode submodel = new ModelResolver(source).resolve(file);
        for (JsonNode inner : JsonText.items(submodel.get("links"))) {
            if (ModelResolver.SUBMODEL.equals(inner.path("rel").asText())) {
                throw new ModelException(
                        href.file(),
                        href.pointer(),
                        "'" + file + "' has submodels itself, and the features of a twin do not nest");
            }
        }
        return submodel;
    }
}
