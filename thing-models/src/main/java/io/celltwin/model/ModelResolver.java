package io.celltwin.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves the references of one model file: {@code tm:extends} links and {@code tm:ref} members (W3C WoT Thing Description
 * 1.1, "Thing Model Extension and Import"). One instance serves one resolution and is not thread-safe.
 */
final class ModelResolver {

    static final String EXTENDS = "tm:extends";
    static final String SUBMODEL = "tm:submodel";

    /** References can double what they refer to at every step: this many JSON values is far more than a plant needs. */
    private static final int MAX_COPIED_VALUES = 100_000;

    private static final int MAX_EXTENDED = 16;
    private static final int MAX_REFS = 16;

    private final ModelSource source;
    private final Map<String, ObjectNode> extended = new LinkedHashMap<>();
    private final Deque<String> openFiles = new ArrayDeque<>();
    private final Deque<String> openRefs = new ArrayDeque<>();
    private List<String> bases = List.of();
    private int copiedValues;

    ModelResolver(ModelSource source) {
        this.source = source;
    }

    /** The files that the resolved one extends, directly or through another, each behind those that it extends itself. */
    List<String> bases() {
        return bases;
    }

    /**
     * The file's document with every {@code tm:extends} and {@code tm:ref} carried out; {@code tm:submodel} links stay.
     *
     * @throws ModelException if a reference leads nowhere, in a circle or out of the models
     */
    ObjectNode resolve(String fileName) {
        ObjectNode document = extended(fileName, fileName, "");
        bases = extended.keySet().stream()
                .filter(name -> !name.equals(fileName))
                .toList();
        return (ObjectNode) withoutRefs(document, fileName, "");
    }

    /** The model file that a link's {@code href} names: a plain file name, or the last segment of an http(s) URL. */
    static String linkedFile(String file, String pointer, String href) {
        String name = href;
        try {
            URI uri = new URI(href);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                String path = uri.getPath() == null ? "" : uri.getPath();
                name = path.substring(path.lastIndexOf('/') + 1);
            }
        } catch (URISyntaxException e) {
            throw new ModelException(file, pointer, "is no URI: " + e.getReason());
        }
        if (!ModelFileName.matches(name)) {
            throw new ModelException(
                    file,
                    pointer,
                    "'" + href + "' does not name a model file: expected " + ModelFileName.FORM
                            + " in the same directory, or its URL");
        }
        return name;
    }

    private ObjectNode extended(String fileName, String referringFile, String referringPointer) {
        ObjectNode known = extended.get(fileName);
        if (known != null) {
            return known;
        }
        if (openFiles.size() >= MAX_EXTENDED) {
            throw new ModelException(
                    referringFile, referringPointer, "more than " + MAX_EXTENDED + " models extend each other");
        }
        if (openFiles.contains(fileName)) {
            throw new ModelException(
                    referringFile, referringPointer, "leads in a circle: " + circle(openFiles, fileName));
        }
        ObjectNode own = source.read(fileName)
                .orElseThrow(() -> new ModelException(
                        referringFile,
                        referringPointer,
                        referringPointer.isEmpty()
                                ? "there is no such model"
                                : "there is no model '" + fileName + "'"));
        openFiles.addLast(fileName);
        ObjectNode document = extend(fileName, own);
        openFiles.removeLast();
        extended.put(fileName, document);
        return document;
    }

    private ObjectNode extend(String fileName, ObjectNode own) {
        ObjectNode rest = own.deepCopy();
        List<ObjectNode> bases = new ArrayList<>();
        Set<String> named = new HashSet<>();
        ArrayNode links = JsonText.array();
        int index = 0;
        for (JsonNode link : JsonText.items(own.get("links"))) {
            String pointer = "/links/" + index++;
            if (EXTENDS.equals(link.path("rel").asText())) {
                String href = pointer + "/href";
                String base = linkedFile(fileName, href, link.path("href").asText());
                if (!named.add(base)) {
                    throw new ModelException(fileName, href, "'" + base + "' is extended already");
                }
                bases.add(extended(base, fileName, href));
            } else {
                links.add(link.deepCopy());
            }
        }
        rest.remove("links");
        if (!links.isEmpty()) {
            rest.set("links", links);
        }
        ObjectNode merged = JsonText.object();
        for (ObjectNode base : bases) {
            merged = ModelMerge.merge(merged, base);
        }
        return bases.isEmpty() ? rest : ModelMerge.merge(merged, rest);
    }

    private JsonNode withoutRefs(JsonNode node, String file, String pointer) {
        if (!node.isContainerNode() || node.findValue("tm:ref") == null) {
            return node;
        }
        if (node instanceof ObjectNode object) {
            if (object.has("tm:ref")) {
                return withoutRefs(imported(object, file, pointer), file, pointer);
            }
            ObjectNode result = JsonText.object();
            object.properties()
                    .forEach(field -> result.set(
                            field.getKey(),
                            withoutRefs(field.getValue(), file, JsonText.pointer(pointer, field.getKey()))));
            return result;
        }
        ArrayNode result = JsonText.array();
        int index = 0;
        for (JsonNode item : node) {
            result.add(withoutRefs(item, file, pointer + "/" + index++));
        }
        return result;
    }

    /** The definition that {@code tm:ref} names with the referring object's other members laid over it. */
    private ObjectNode imported(ObjectNode referring, String file, String pointer) {
        String refPointer = pointer + "/tm:ref";
        String ref = referring.path("tm:ref").asText();
        int hash = ref.indexOf('#');
        if (hash < 0) {
            throw new ModelException(file, refPointer, "'" + ref + "' lacks '#' and a JSON pointer");
        }
        String targetFile = hash == 0 ? file : linkedFile(file, refPointer, ref.substring(0, hash));
        String target = targetFile + ref.substring(hash);
        if (openRefs.size() >= MAX_REFS) {
            throw new ModelException(file, refPointer, "more than " + MAX_REFS + " references follow each other");
        }
        if (openRefs.contains(target)) {
            throw new ModelException(file, refPointer, "leads in a circle: " + circle(openRefs, target));
        }
        JsonNode found = at(extended(targetFile, file, refPointer), ref.substring(hash + 1), file, refPointer);
        if (!(found instanceof ObjectNode definition)) {
            throw new ModelException(file, refPointer, "'" + ref + "' leads to no definition");
        }
        copiedValues += size(definition);
        if (copiedValues > MAX_COPIED_VALUES) {
            throw new ModelException(
                    file, refPointer, "references multiply to more than " + MAX_COPIED_VALUES + " values");
        }
        openRefs.addLast(target);
        ObjectNode base = (ObjectNode) withoutRefs(definition, targetFile, ref.substring(hash + 1));
        openRefs.removeLast();
        ObjectNode over = referring.deepCopy();
        over.remove("tm:ref");
        return ModelMerge.merge(base, over);
    }

    private static JsonNode at(ObjectNode document, String pointer, String file, String refPointer) {
        try {
            return document.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new ModelException(file, refPointer, "'" + pointer + "' is no JSON pointer");
        }
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    private static String circle(Deque<String> open, String repeated) {
        List<String> steps = new ArrayList<>(open);
        return String.join(" -> ", steps.subList(steps.indexOf(repeated), steps.size())) + " -> " + repeated;
    }
}
