package io.celltwin.edge.policydocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonMissingFieldException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * Names an entry whose subjects, resources and namespaces another entry takes over.
 *
 * @param imported the imported policy that has it; empty for the same policy
 * @param label the entry's label there
 */
public record EntryReference(Optional<PolicyId> imported, String label) {
    private static final String IMPORT = "import";
    private static final String ENTRY = "entry";

    static List<EntryReference> parse(JsonArray json) {
        List<EntryReference> references = new ArrayList<>();
        for (JsonValue element : json) {
            if (!element.isObject() || element.isNull()) {
                throw PolicyEntryInvalidException.newBuilder()
                        .description("The 'references' array contains a non-object element at index "
                                + references.size() + ": " + element + ". Every element must be a JSON object with at"
                                + " least an 'entry' field.")
                        .build();
            }
            references.add(parse(element.asObject()));
        }
        return references;
    }

    private static EntryReference parse(JsonObject json) {
        JsonValue label = json.getValue(JsonPointer.of(ENTRY))
                .orElseThrow(() -> JsonMissingFieldException.newBuilder()
                        .fieldName("/" + ENTRY)
                        .build());
        KnownFields.check(json, "a reference", ENTRY, IMPORT);
        if (!label.isString()) {
            throw JsonParseException.newBuilder()
                    .message("The 'entry' field of an entry reference must be a string.")
                    .build();
        }
        Label.of(label.asString());
        if (!json.contains(JsonPointer.of(IMPORT))) {
            return new EntryReference(Optional.empty(), label.asString());
        }
        JsonValue imported = json.getValue(JsonPointer.of(IMPORT)).orElse(JsonFactory.nullLiteral());
        if (!imported.isString() || imported.asString().isEmpty()) {
            throw JsonParseException.newBuilder()
                    .message("The 'import' field of an entry reference must be a non-empty string. Received: "
                            + imported + ".")
                    .description("To create a local reference, omit the 'import' field entirely.")
                    .build();
        }
        return new EntryReference(Optional.of(PolicyId.of(imported.asString())), label.asString());
    }

    static JsonArray toJson(List<EntryReference> references) {
        return references.stream().map(EntryReference::toJson).collect(JsonCollectors.valuesToArray());
    }

    private JsonObject toJson() {
        JsonObjectBuilder json = JsonFactory.newObjectBuilder();
        imported.ifPresent(id -> json.set(IMPORT, id.toString()));
        return json.set(ENTRY, label).build();
    }

    /** Whether the entry stands in the same policy. */
    public boolean isLocal() {
        return imported.isEmpty();
    }
}
