package io.celltwin.edge.policydocument;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * A policy.
 *
 * @param entries by their label, in their order
 * @param imports by the imported policy, in their order
 */
public record PolicyDocument(PolicyId id, Map<String, EntryDocument> entries, Map<PolicyId, ImportDocument> imports) {
    private static final JsonFieldDefinition<JsonObject> ENTRIES = JsonFieldDefinition.ofJsonObject("entries");
    private static final JsonFieldDefinition<JsonObject> IMPORTS = JsonFieldDefinition.ofJsonObject("imports");

    /** Fields that every copy of a policy from a twin service has and that say nothing of its own. */
    private static final String[] KNOWN = {
        "policyId", "imports", "entries", "_namespace", "_revision", "_modified", "_created", "_metadata", "__lifecycle"
    };

    /**
     * Reads a policy.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none
     */
    public static PolicyDocument fromJson(PolicyId id, JsonObject json) {
        return DittoJsonException.wrapJsonRuntimeException(() -> {
            KnownFields.check(json, "the top", KNOWN);
            Map<String, EntryDocument> entries = new LinkedHashMap<>();
            for (JsonField field : json.getValue(ENTRIES).orElseGet(JsonObject::empty)) {
                entries.put(field.getKeyName(), EntryDocument.fromJson(field.getKeyName(), field.getValue()));
            }
            Map<PolicyId, ImportDocument> imports = new LinkedHashMap<>();
            for (JsonField field : json.getValue(IMPORTS).orElseGet(JsonObject::empty)) {
                ImportDocument read = ImportDocument.fromJson(field.getKeyName(), field.getValue());
                imports.put(read.policyId(), read);
            }
            return new PolicyDocument(id, entries, imports);
        });
    }

    /**
     * Refuses what can be this part of no policy.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is such a value
     */
    public static void checkPart(PolicyId id, PolicyPath path, JsonValue value) {
        if (path.part() == PolicyPart.ENTRIES) {
            value.asObject().stream()
                    .map(JsonField::getValue)
                    .filter(entry -> !entry.isObject())
                    .findFirst()
                    .ifPresent(entry -> {
                        throw EdgeTwinException.notAnObject(entry);
                    });
        }
        fromJson(
                id,
                path.inJson().isEmpty() ? value.asObject() : JsonObject.empty().setValue(path.inJson(), value));
    }

    /** The policy as Ditto writes it, without the fields that start with an underscore. */
    public JsonObject toJson() {
        JsonObjectBuilder imported = JsonFactory.newObjectBuilder();
        imports.forEach((policyId, document) -> imported.set(policyId.toString(), document.toJson()));
        JsonObjectBuilder written = JsonFactory.newObjectBuilder();
        entries.forEach((label, entry) -> written.set(JsonPointer.empty().addLeaf(key(label)), entry.toJson()));
        return JsonFactory.newObjectBuilder()
                .set("policyId", id.toString())
                .set("imports", imported.build())
                .set("entries", written.build())
                .build();
    }

    private static JsonKey key(String label) {
        return JsonKey.of(label);
    }
}
