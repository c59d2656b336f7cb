package io.celltwin.edge.policydocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.signals.commands.exceptions.PathUnknownException;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.SubjectId;

/**
 * A part of a policy that has an address of its own.
 *
 * @param part what kind of part
 * @param owner the label of the entry, or the id of the import, that it belongs to; empty above these
 * @param key the id of the subject, or the key of the resource; empty for others
 */
public record PolicyPath(PolicyPart part, String owner, String key) {
    /** The policy itself. */
    public static final PolicyPath POLICY = new PolicyPath(PolicyPart.POLICY, "", "");

    private static final String ENTRIES = "entries";
    private static final String IMPORTS = "imports";
    private static final int PART_LEVEL = 2;
    private static final int KEY_LEVEL = 3;

    /**
     * The part at a path as it stands in an address. The key of a resource may have slashes, and lack one at its end:
     * {@code /entries/admin/resources/policy:/}.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if there can be no such part
     */
    public static PolicyPath parse(JsonPointer path) {
        List<String> levels = StreamSupport.stream(path.spliterator(), false)
                .map(JsonKey::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        if (levels.isEmpty()) {
            return POLICY;
        }
        return switch (levels.get(0)) {
            case ENTRIES -> inEntries(levels, path);
            case IMPORTS -> inImports(levels, path);
            default -> throw unknown(path);
        };
    }

    private static PolicyPath inEntries(List<String> levels, JsonPointer path) {
        if (levels.size() == 1) {
            return new PolicyPath(PolicyPart.ENTRIES, "", "");
        }
        String label = Label.of(levels.get(1)).toString();
        if (levels.size() == PART_LEVEL) {
            return new PolicyPath(PolicyPart.ENTRY, label, "");
        }
        boolean keyed = levels.size() > KEY_LEVEL;
        String key = keyed ? String.join("/", levels.subList(KEY_LEVEL, levels.size())) : "";
        return switch (levels.get(PART_LEVEL)) {
            case "subjects" ->
                new PolicyPath(keyed ? PolicyPart.SUBJECT : PolicyPart.SUBJECTS, label, keyed ? subject(key) : "");
            case "resources" ->
                new PolicyPath(keyed ? PolicyPart.RESOURCE : PolicyPart.RESOURCES, label, keyed ? resource(key) : "");
            case "importable" -> unkeyed(PolicyPart.IMPORTABLE, label, keyed, path);
            case "namespaces" -> unkeyed(PolicyPart.NAMESPACES, label, keyed, path);
            case "allowedAdditions" -> unkeyed(PolicyPart.ALLOWED_ADDITIONS, label, keyed, path);
            case "references" -> unkeyed(PolicyPart.REFERENCES, label, keyed, path);
            default -> throw unknown(path);
        };
    }

    private static PolicyPath inImports(List<String> levels, JsonPointer path) {
        if (levels.size() == 1) {
            return new PolicyPath(PolicyPart.IMPORTS, "", "");
        }
        String policyId = PolicyId.of(levels.get(1)).toString();
        if (levels.size() == PART_LEVEL) {
            return new PolicyPath(PolicyPart.IMPORT, policyId, "");
        }
        boolean deeper = levels.size() > KEY_LEVEL;
        return switch (levels.get(PART_LEVEL)) {
            case ENTRIES -> unkeyed(PolicyPart.IMPORTED_LABELS, policyId, deeper, path);
            case "transitiveImports" -> unkeyed(PolicyPart.TRANSITIVE_IMPORTS, policyId, deeper, path);
            default -> throw unknown(path);
        };
    }

    private static PolicyPath unkeyed(PolicyPart part, String owner, boolean keyed, JsonPointer path) {
        if (keyed) {
            throw unknown(path);
        }
        return new PolicyPath(part, owner, "");
    }

    private static String subject(String key) {
        boolean placeholder = key.contains("{");
        return placeholder ? key : SubjectId.newInstance(key).toString();
    }

    private static String resource(String key) {
        String whole = key.endsWith(":") ? key + "/" : key;
        return DittoJsonException.wrapJsonRuntimeException(() -> ResourceKey.newInstance(whole))
                .toString();
    }

    private static PathUnknownException unknown(JsonPointer path) {
        return PathUnknownException.newBuilder(path).build();
    }

    /** Where it stands in the policy's JSON: a key with slashes is one level. */
    public JsonPointer inJson() {
        JsonPointer pointer = JsonPointer.empty();
        for (String level : levels()) {
            pointer = pointer.addLeaf(JsonKey.of(level));
        }
        return pointer;
    }

    /** Where it stands as a resource of policies and in addresses: the slashes of a key divide levels. */
    public JsonPointer asResource() {
        return levels().isEmpty() ? JsonPointer.empty() : JsonPointer.of("/" + String.join("/", levels()));
    }

    private List<String> levels() {
        List<String> levels = new ArrayList<>();
        part.field().ifPresent(field -> {
            levels.add(part.isOfImport() ? IMPORTS : ENTRIES);
            if (!owner.isEmpty()) {
                levels.add(owner);
            }
            if (!field.isEmpty()) {
                levels.add(field);
            }
            if (!key.isEmpty()) {
                levels.add(key);
            }
        });
        return levels;
    }

    /** The entry or import that it belongs to, itself if it is one; empty above these. */
    public Optional<PolicyPath> ownerPath() {
        return owner.isEmpty()
                ? Optional.empty()
                : Optional.of(new PolicyPath(part.isOfImport() ? PolicyPart.IMPORT : PolicyPart.ENTRY, owner, ""));
    }
}
