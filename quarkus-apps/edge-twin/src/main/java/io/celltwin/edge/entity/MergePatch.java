package io.celltwin.edge.entity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** JSON merge patch as in RFC 7396: objects are merged field by field, null removes, anything else replaces. */
public final class MergePatch {
    private MergePatch() {}

    /**
     * Merges a patch into an object at a path; objects that are missing on the way are made.
     *
     * @param path where the patch starts; empty for the whole object, then the patch must be an object
     */
    public static JsonObject apply(JsonObject target, JsonPointer path, JsonValue patch) {
        return apply(target, wrapped(path, patch));
    }

    /** Merges a patch into an object. */
    public static JsonObject apply(JsonObject target, JsonObject patch) {
        Map<JsonKey, JsonValue> merged = fieldsOf(target);
        for (JsonField field : patch) {
            JsonKey key = field.getKey();
            JsonValue change = field.getValue();
            if (change.isNull()) {
                merged.remove(key);
            } else if (change.isObject()) {
                JsonValue present = merged.get(key);
                JsonObject base = isProperObject(present) ? present.asObject() : JsonObject.empty();
                merged.put(key, apply(base, change.asObject()));
            } else {
                merged.put(key, change);
            }
        }
        return JsonFactory.newObject(merged);
    }

    private static JsonObject wrapped(JsonPointer path, JsonValue patch) {
        JsonValue wrapped = patch;
        for (int level = path.getLevelCount() - 1; level >= 0; level--) {
            wrapped = JsonObject.newBuilder()
                    .set(JsonField.newInstance(path.get(level).orElseThrow(), wrapped))
                    .build();
        }
        return wrapped.asObject();
    }

    private static boolean isProperObject(JsonValue value) {
        return value != null && value.isObject() && !value.isNull();
    }

    private static Map<JsonKey, JsonValue> fieldsOf(JsonObject object) {
        Map<JsonKey, JsonValue> fields = new LinkedHashMap<>();
        for (JsonField field : object) {
            fields.put(field.getKey(), field.getValue());
        }
        return fields;
    }
}
