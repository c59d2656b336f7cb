package io.celltwin.edge.thing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * The keys of metadata that a key with stars stands for. A star is every feature, property or attribute of what was
 * written or is there; one at the very beginning is every value that is no object.
 */
final class MetadataKeys {
    private static final JsonKey STAR = JsonKey.of("*");
    private static final String PROPERTIES = "(properties|desiredProperties)";
    private static final String NAME = "[^/*][^/]*";
    private static final String KEY = "(?!\\*).+";
    private static final Pattern LEAVES = Pattern.compile("/\\*/(?!\\*/).+");
    /** Below a thing, below its features, below one feature. */
    private static final List<Pattern> BY_DEPTH = List.of(
            Pattern.compile("/features/\\*/" + PROPERTIES + "/(\\*|" + NAME + ")/" + KEY + "|/features/" + NAME + "/"
                    + PROPERTIES + "/\\*/" + KEY + "|/features/\\*/definition/" + KEY + "|/attributes/\\*/" + KEY + "|"
                    + LEAVES),
            Pattern.compile("/\\*/" + PROPERTIES + "/(\\*|" + NAME + ")/" + KEY + "|/" + NAME + "/" + PROPERTIES
                    + "/\\*/" + KEY + "|/\\*/definition/" + KEY),
            Pattern.compile("/" + PROPERTIES + "/\\*/" + KEY));

    private MetadataKeys() {}

    /**
     * The keys, below the thing, that a key stands for.
     *
     * @param resource the part of the thing that the key is below
     * @param value what is there
     * @param header whose key it is
     * @throws DittoHeaderInvalidException if a star is where none may be
     */
    static Set<JsonPointer> expand(JsonPointer resource, JsonValue value, JsonPointer key, String header) {
        Set<JsonPointer> expanded = new LinkedHashSet<>();
        if (!contains(key, STAR)) {
            expanded.add(resource.append(key));
            return expanded;
        }
        check(resource, key, header);
        if (LEAVES.matcher(key.toString()).matches()) {
            leaves(value, JsonPointer.empty(), expanded);
            Set<JsonPointer> withKey = new LinkedHashSet<>();
            expanded.forEach(leaf -> withKey.add(resource.append(leaf).append(key.nextLevel())));
            return withKey;
        }
        stars(value, JsonPointer.empty(), key, expanded);
        Set<JsonPointer> belowThing = new LinkedHashSet<>();
        expanded.forEach(one -> belowThing.add(resource.append(one)));
        return belowThing;
    }

    private static boolean contains(JsonPointer pointer, JsonKey wanted) {
        for (JsonKey key : pointer) {
            if (key.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static void check(JsonPointer resource, JsonPointer key, String header) {
        int depth = resource.isEmpty()
                        || "features".equals(resource.getRoot().orElseThrow().toString())
                ? resource.getLevelCount()
                : BY_DEPTH.size();
        boolean allowed = depth < BY_DEPTH.size()
                ? BY_DEPTH.get(depth).matcher(key.toString()).matches()
                : LEAVES.matcher(key.toString()).matches();
        if (!allowed) {
            throw DittoHeaderInvalidException.newBuilder()
                    .withInvalidHeaderKey(header)
                    .message("The wildcard expression '" + key + "' in header '" + header
                            + "' is not valid for the resource '/" + String.join("/", levels(resource)) + "'.")
                    .build();
        }
    }

    private static List<String> levels(JsonPointer pointer) {
        List<String> levels = new ArrayList<>();
        pointer.forEach(key -> levels.add(key.toString()));
        return levels;
    }

    private static void leaves(JsonValue value, JsonPointer at, Set<JsonPointer> found) {
        if (value.isObject() && !value.isNull()) {
            for (JsonField field : value.asObject()) {
                leaves(field.getValue(), at.addLeaf(field.getKey()), found);
            }
        } else {
            found.add(at);
        }
    }

    private static void stars(JsonValue value, JsonPointer at, JsonPointer rest, Set<JsonPointer> found) {
        if (!contains(rest, STAR)) {
            found.add(at.append(rest));
            return;
        }
        if (!value.isObject() || value.isNull()) {
            return;
        }
        JsonObject object = value.asObject();
        JsonKey next = rest.getRoot().orElseThrow();
        for (JsonField field : object) {
            if (next.equals(STAR) || next.equals(field.getKey())) {
                stars(field.getValue(), at.addLeaf(field.getKey()), rest.nextLevel(), found);
            }
        }
    }
}
