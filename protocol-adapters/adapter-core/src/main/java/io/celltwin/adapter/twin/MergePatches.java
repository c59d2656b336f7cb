package io.celltwin.adapter.twin;

import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** JSON merge patches (RFC 7396). */
final class MergePatches {

    private MergePatches() {}

    /**
     * Composes two patches: applying the result does what applying both would do. RFC 7396 cannot say "replace by this object", so
     * where the earlier one removes what the later one sets to an object, members that the target still has and the later
     * one does not name would stay; what an adapter sets to an object always has the same members.
     */
    static JsonValue compose(JsonValue earlier, JsonValue later) {
        if (!isObject(earlier) || !isObject(later)) {
            return later;
        }
        JsonObject before = earlier.asObject();
        JsonObjectBuilder composed = before.toBuilder();
        for (JsonField field : later.asObject()) {
            JsonValue value = before.getField(field.getKey())
                    .map(JsonField::getValue)
                    .map(present -> compose(present, field.getValue()))
                    .orElseGet(field::getValue);
            composed.set(JsonField.newInstance(field.getKey(), value));
        }
        return composed.build();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }
}
