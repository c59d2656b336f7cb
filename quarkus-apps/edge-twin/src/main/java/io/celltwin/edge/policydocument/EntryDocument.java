package io.celltwin.edge.policydocument;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.ImportableType;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PolicyEntryInvalidException;
import org.eclipse.ditto.policies.model.Resources;
import org.eclipse.ditto.policies.model.Subjects;

/**
 * One entry of a policy.
 *
 * @param label its name in the policy
 * @param namespaces patterns of the namespaces of the things that it is for; all if absent or empty
 * @param importable whether other policies get it by an import
 * @param allowedAdditions what entries that refer to it may add; everything if absent
 * @param references the entries whose subjects, resources and namespaces it takes over
 */
public record EntryDocument(
        String label,
        Subjects subjects,
        Resources resources,
        Optional<List<String>> namespaces,
        ImportableType importable,
        Optional<Set<AllowedAddition>> allowedAdditions,
        List<EntryReference> references) {

    private static final String SUBJECTS = "subjects";
    private static final String RESOURCES = "resources";
    private static final String NAMESPACES = "namespaces";
    private static final String IMPORTABLE = "importable";
    private static final String ALLOWED_ADDITIONS = "allowedAdditions";
    private static final String REFERENCES = "references";

    /**
     * Reads an entry.
     *
     * @throws RuntimeException one of Ditto's, if it is none
     */
    static EntryDocument fromJson(String label, JsonValue value) {
        if (!value.isObject() || value.isNull()) {
            throw JsonParseException.newBuilder()
                    .message("<" + value + "> is not a JSON object!")
                    .build();
        }
        JsonObject json = value.asObject();
        KnownFields.check(
                json,
                "the entry '" + label + "'",
                SUBJECTS,
                RESOURCES,
                NAMESPACES,
                IMPORTABLE,
                ALLOWED_ADDITIONS,
                REFERENCES);
        try {
            return new EntryDocument(
                    Label.of(label).toString(),
                    json.getValue(JsonFieldDefinition.ofJsonObject(SUBJECTS))
                            .map(PoliciesModelFactory::newSubjects)
                            .orElseGet(PoliciesModelFactory::emptySubjects),
                    json.getValue(JsonFieldDefinition.ofJsonObject(RESOURCES))
                            .map(PoliciesModelFactory::newResources)
                            .orElseGet(PoliciesModelFactory::emptyResources),
                    array(json, NAMESPACES, NamespacePatterns::parse),
                    json.getValue(IMPORTABLE)
                            .filter(given -> !given.isNull())
                            .map(EntryDocument::importable)
                            .orElse(ImportableType.IMPLICIT),
                    array(json, ALLOWED_ADDITIONS, AllowedAddition::parse),
                    array(json, REFERENCES, EntryReference::parse).orElse(List.of()));
        } catch (IllegalArgumentException e) { // such as one resource in two spellings
            throw PolicyEntryInvalidException.newBuilder()
                    .message("The policy entry '" + label + "' is invalid.")
                    .description(e.getMessage())
                    .build();
        }
    }

    private static <T> Optional<T> array(JsonObject json, String field, Function<JsonArray, T> parse) {
        return json.getValue(JsonFieldDefinition.ofJsonArray(field)).map(parse);
    }

    private static ImportableType importable(JsonValue value) {
        return Optional.of(value)
                .filter(JsonValue::isString)
                .flatMap(text -> ImportableType.forName(text.asString()))
                .orElseThrow(() -> PolicyEntryInvalidException.newBuilder()
                        .description("The value '" + text(value)
                                + "' of field '/importable' is not valid. Valid values are: "
                                + Arrays.toString(ImportableType.values()))
                        .build());
    }

    private static String text(JsonValue value) {
        return value.isString() ? value.asString() : value.toString();
    }

    /** The entry as Ditto writes it. */
    JsonObject toJson() {
        JsonObjectBuilder json =
                JsonFactory.newObjectBuilder().set(SUBJECTS, subjects.toJson()).set(RESOURCES, resources.toJson());
        namespaces.ifPresent(patterns -> json.set(NAMESPACES, NamespacePatterns.toJson(patterns)));
        json.set(IMPORTABLE, importable.getName());
        allowedAdditions.ifPresent(additions -> json.set(ALLOWED_ADDITIONS, AllowedAddition.toJson(additions)));
        if (!references.isEmpty()) {
            json.set(REFERENCES, EntryReference.toJson(references));
        }
        return json.build();
    }

    /** The same entry with other subjects. */
    public EntryDocument withSubjects(Subjects others) {
        return new EntryDocument(label, others, resources, namespaces, importable, allowedAdditions, references);
    }

    /** The same entry as it is called where it was imported; what it refers to is its own policy's affair. */
    EntryDocument importedAs(String importedLabel) {
        return new EntryDocument(
                importedLabel, subjects, resources, namespaces, importable, allowedAdditions, List.of());
    }
}
