package io.celltwin.edge.entity;

import org.eclipse.ditto.json.JsonMergePatch;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * JSON merge patch as Ditto has it: RFC 7396 (objects are merged field by field, null removes, anything else
 * replaces), and {@link KeyPattern patterns of keys}.
 */
public final class MergePatch {
    private MergePatch() {}

    /**
     * Merges a patch into an object at a path; objects that are missing on the way are made.
     *
     * @param path where the patch starts; empty for the whole object, then the patch must be an object
     * @param patch its patterns of keys were {@link KeyPattern#check checked} against this target
     */
    public static JsonObject apply(JsonObject target, JsonPointer path, JsonValue patch) {
        return JsonMergePatch.of(path, patch).applyOn(target).asObject();
    }
}
