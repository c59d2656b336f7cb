package io.celltwin.adapter.twin;

import java.util.Collection;
import java.util.Map;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * Java values as Ditto's JSON.
 */
final class TwinValues {

    private TwinValues() {}

    static JsonValue toJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            return toObject(map);
        }
        if (value instanceof Collection<?> elements) {
            return toArray(elements);
        }
        return JsonValue.of(value);
    }

    static JsonObject toObject(Map<?, ?> map) {
        JsonObjectBuilder object = JsonObject.newBuilder();
        // A name is a name, even if it looks like a path.
        map.forEach(
                (name, value) -> object.set(JsonField.newInstance(JsonKey.of(String.valueOf(name)), toJson(value))));
        return object.build();
    }

    private static JsonArray toArray(Collection<?> elements) {
        return elements.stream().map(TwinValues::toJson).collect(JsonCollectors.valuesToArray());
    }
}
