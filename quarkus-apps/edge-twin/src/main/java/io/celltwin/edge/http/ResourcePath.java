package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonKeyInvalidException;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonPointerInvalidException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.signals.commands.ThingResource;

/**
 * The part of a thing or policy that a request is about. Down to some depth an address is made of names of Ditto's, and
 * one that is empty is nowhere (404); what follows is a JSON pointer, and one with an empty key is wrong (400).
 *
 * @param things whether it is of a thing
 * @param segments the decoded parts of the address below the id
 * @param names how many of these are names of Ditto's
 */
record ResourcePath(boolean things, List<String> segments, int names) {
    private static final int BELOW_ID = 2;
    private static final String NO_SLASH = "Neither slashes nor any control characters are allowed.";

    private static final Set<ThingResource> WITH_FIELDS = EnumSet.of(
            ThingResource.ATTRIBUTES,
            ThingResource.FEATURES,
            ThingResource.FEATURE,
            ThingResource.FEATURE_PROPERTIES,
            ThingResource.FEATURE_DESIRED_PROPERTIES);

    private static final Map<String, Shape> IN_ENTRY_OR_IMPORT = Map.of(
            "entries/subjects", Shape.OBJECT,
            "entries/resources", Shape.OBJECT,
            "entries/namespaces", Shape.ARRAY,
            "entries/references", Shape.ARRAY,
            "entries/allowedAdditions", Shape.ARRAY,
            "imports/entries", Shape.ARRAY,
            "imports/transitiveImports", Shape.ARRAY);

    /** @throws EdgeTwinException with status 404 if there can be no such part */
    static ResourcePath of(ApiRequest request) {
        boolean things = "things".equals(request.segment(0));
        List<String> segments =
                request.segments().subList(BELOW_ID, request.segments().size());
        int names = Math.min(segments.size(), names(things, segments));
        if (segments.subList(0, names).contains("")) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        return new ResourcePath(things, segments, names);
    }

    private static int names(boolean things, List<String> segments) {
        if (!things) {
            return isResource(segments) ? 4 : 3; // entries, label, resources or subjects; thing: or policy:
        }
        return !segments.isEmpty() && "attributes".equals(segments.get(0)) ? 1 : 3; // features, id, properties
    }

    /**
     * Where it is in the thing or policy.
     *
     * @throws DittoJsonException if a key is empty
     */
    JsonPointer pointer() {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).isEmpty() && (things || isResource(segments))) {
                throw new DittoJsonException(JsonPointerInvalidException.newBuilderForConsecutiveSlashes(belowNames())
                        .build());
            }
            if (!segments.get(i).isEmpty() && (!things || i < names)) {
                pointer = pointer.addLeaf(JsonKey.of(segments.get(i)));
            }
        }
        return things && names < segments.size() ? pointer.append(belowNamesOfThing()) : pointer;
    }

    /** What follows the names is a pointer: a slash that was encoded parts keys, too, and {@code ~1} is one in a key. */
    private JsonPointer belowNamesOfThing() {
        String text = belowNames();
        if (text.contains("//")) {
            throw new DittoJsonException(JsonPointerInvalidException.newBuilderForConsecutiveSlashes(text)
                    .build());
        }
        return JsonPointer.of(text);
    }

    /** The key of a resource, such as {@code thing:/attributes/a}, has a pointer in it. */
    private static boolean isResource(List<String> segments) {
        return segments.size() > 3
                && segments.get(0).equals("entries")
                && segments.get(2).equals("resources");
    }

    private String belowNames() {
        return "/" + String.join("/", segments.subList(names, segments.size()));
    }

    /** Whether a reader may ask for some of its fields only; elsewhere Ditto does not look at that. */
    boolean hasFields() {
        if (!things) {
            return segments.isEmpty();
        }
        return segments.isEmpty()
                || ThingResource.from(pointer()).filter(WITH_FIELDS::contains).isPresent();
    }

    /**
     * Refuses a value that can be none for this part, as Ditto's HTTP API does before it looks at anything else.
     *
     * @param text the value as it came
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is such a value
     */
    void checkWritten(JsonValue value, String text) {
        if (isPolicyIdOfThing()) {
            PolicyId.of(value.isString() ? value.asString() : text);
        }
        if (things
                && segments.size() > 1
                && segments.get(0).equals("features")
                && segments.get(1).contains("/")) {
            throw new DittoJsonException(JsonKeyInvalidException.newBuilderWithDescription(segments.get(1), NO_SLASH)
                    .build());
        }
        if (value.isNull()) {
            return;
        }
        Shape shape = things ? shapeInThing() : shapeInPolicy();
        if (shape == Shape.OBJECT && !value.isObject()) {
            throw notA("object", value.toString());
        }
        if (shape == Shape.ARRAY && !value.isArray()) {
            throw notA("array", text);
        }
    }

    /** The same for a patch, whose null removes: that a thing cannot be without a policy is for the merge to say. */
    void checkMerged(JsonValue value, String text) {
        if (!isPolicyIdOfThing() || !value.isNull()) {
            checkWritten(value, text);
        }
    }

    private boolean isPolicyIdOfThing() {
        return things && segments.equals(List.of("policyId"));
    }

    /** What Ditto's library says of a text that is no such JSON. */
    static DittoJsonException notA(String shape, String value) {
        return new DittoJsonException(JsonParseException.newBuilder()
                .message("<" + value + "> is not a valid JSON " + shape + "!")
                .build());
    }

    private Shape shapeInThing() {
        return ThingResource.from(pointer())
                .map(resource -> switch (resource) {
                    case ATTRIBUTES, FEATURES, FEATURE, FEATURE_PROPERTIES, FEATURE_DESIRED_PROPERTIES -> Shape.OBJECT;
                    case FEATURE_DEFINITION -> Shape.ARRAY;
                    default -> Shape.ANY;
                })
                .orElse(Shape.ANY);
    }

    private Shape shapeInPolicy() {
        String last = segments.isEmpty() ? "" : segments.get(segments.size() - 1);
        return switch (segments.size()) {
            case 0, 1, 2, 4 -> Shape.OBJECT;
            case 3 -> IN_ENTRY_OR_IMPORT.getOrDefault(segments.get(0) + "/" + last, Shape.ANY);
            default -> Shape.ANY;
        };
    }

    private enum Shape {
        OBJECT,
        ARRAY,
        ANY
    }
}
