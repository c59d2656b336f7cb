package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonPointerInvalidException;
import org.eclipse.ditto.json.JsonValue;
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
            return 3; // entries, label, resources or subjects
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
            if (segments.get(i).isEmpty() && things) {
                throw new DittoJsonException(
                        JsonPointerInvalidException.newBuilderForConsecutiveSlashes("/" + String.join("/", segments))
                                .build());
            }
            if (!segments.get(i).isEmpty()) {
                pointer = pointer.addLeaf(JsonKey.of(segments.get(i)));
            }
        }
        if (things && segments.subList(names, segments.size()).stream().anyMatch(key -> key.contains("//"))) {
            throw new DittoJsonException(
                    JsonPointerInvalidException.newBuilderForConsecutiveSlashes("/" + String.join("/", segments))
                            .build());
        }
        return pointer;
    }

    /**
     * Refuses a value that can be none for this part, as Ditto's HTTP API does before it looks at anything else.
     *
     * @throws DittoJsonException if it is such a value
     */
    void checkType(JsonValue value) {
        Optional<ThingResource> resource = things ? ThingResource.from(pointer()) : Optional.empty();
        if (resource.isEmpty() || value.isNull()) {
            return;
        }
        boolean right = switch (resource.get()) {
            case ATTRIBUTES, FEATURES, FEATURE, FEATURE_PROPERTIES, FEATURE_DESIRED_PROPERTIES -> value.isObject();
            case FEATURE_DEFINITION -> value.isArray();
            default -> true;
        };
        if (!right) {
            throw new DittoJsonException(JsonParseException.newBuilder()
                    .message("The value of '" + pointer() + "' is not "
                            + (resource.get() == ThingResource.FEATURE_DEFINITION ? "an array" : "an object") + ".")
                    .build());
        }
    }
}
