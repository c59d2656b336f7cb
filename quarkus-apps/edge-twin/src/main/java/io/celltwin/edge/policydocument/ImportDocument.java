package io.celltwin.edge.policydocument;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * What one policy takes from another.
 *
 * @param policyId the other
 * @param labels of its entries those that are had only when they are named; absent if nothing was said
 * @param transitive of the policies that the other imports, those whose entries come with it
 */
public record ImportDocument(PolicyId policyId, Optional<Set<String>> labels, Optional<List<PolicyId>> transitive) {
    private static final String ENTRIES = "entries";
    private static final String TRANSITIVE_IMPORTS = "transitiveImports";

    static ImportDocument fromJson(String policyId, JsonValue value) {
        PolicyId id = PolicyId.of(policyId);
        if (!value.isObject() || value.isNull()) {
            throw JsonParseException.newBuilder()
                    .message("The value of the policy import of the 'imported policy' with ID '" + id
                            + "' is missing or not an object.")
                    .build();
        }
        JsonObject json = value.asObject();
        KnownFields.check(json, "the import '" + id + "'", ENTRIES, TRANSITIVE_IMPORTS);
        return new ImportDocument(
                id,
                strings(json, ENTRIES).map(LinkedHashSet::new),
                strings(json, TRANSITIVE_IMPORTS)
                        .map(ids -> ids.stream().map(PolicyId::of).toList()));
    }

    private static Optional<List<String>> strings(JsonObject json, String field) {
        return json.getValue(JsonFieldDefinition.ofJsonArray(field)).map(value -> {
            List<String> strings = new ArrayList<>();
            if (!value.stream().allMatch(JsonValue::isString)) {
                throw JsonParseException.newBuilder()
                        .message("The field '" + field + "' of a policy import is not an array of strings.")
                        .build();
            }
            value.forEach(element -> strings.add(element.asString()));
            return strings;
        });
    }

    JsonObject toJson() {
        JsonObjectBuilder json = JsonFactory.newObjectBuilder();
        labels.ifPresent(entries -> json.set(ENTRIES, array(List.copyOf(entries))));
        transitive.ifPresent(ids -> json.set(
                TRANSITIVE_IMPORTS, array(ids.stream().map(PolicyId::toString).toList())));
        return json.build();
    }

    private static JsonArray array(List<String> strings) {
        return strings.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }
}
