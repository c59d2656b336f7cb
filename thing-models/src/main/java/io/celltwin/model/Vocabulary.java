package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The terms of our own vocabulary, as its JSON-LD file {@code cell-context.jsonld} defines them. */
final class Vocabulary {

    static final String FILE = "cell-context.jsonld";
    static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private static final ObjectNode DOCUMENT = load();
    private static final Set<String> PROPERTY_TYPES = termsOf("cell:PropertyType");
    private static final Set<String> THING_TYPES = termsOf("cell:ThingType");

    private static final Set<String> ANNOTATIONS = termsOf("cell:Annotation");

    private Vocabulary() {}

    /** Whether the term, for example {@code cell:PackVoltage}, is defined as something that a property can be. */
    static boolean isPropertyType(String term) {
        return PROPERTY_TYPES.contains(term);
    }

    /** Whether the term, for example {@code cell:BatteryPack}, is defined as a kind of thing. */
    static boolean isThingType(String term) {
        return THING_TYPES.contains(term);
    }

    /** Whether the term, for example {@code cell:deadband}, is defined as a member of a model's JSON objects. */
    static boolean isAnnotation(String term) {
        return ANNOTATIONS.contains(term);
    }

    /** The JSON-LD document itself, a copy. */
    static ObjectNode document() {
        return DOCUMENT.deepCopy();
    }

    private static Set<String> termsOf(String kind) {
        Set<String> terms = new HashSet<>();
        for (JsonNode term : DOCUMENT.path("@graph")) {
            for (JsonNode type : JsonText.items(term.get("@type"))) {
                if (kind.equals(type.asText())) {
                    terms.add(term.path("@id").asText());
                }
            }
        }
        return Set.copyOf(terms);
    }

    private static ObjectNode load() {
        try (InputStream in = Vocabulary.class.getResourceAsStream(BundledModels.RESOURCES + FILE)) {
            return JsonText.parse(FILE, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
