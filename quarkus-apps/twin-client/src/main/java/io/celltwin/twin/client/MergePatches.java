package io.celltwin.twin.client;

import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/** Arithmetic of JSON merge patches (RFC 7396). */
final class MergePatches {

    private MergePatches() {}

    /**
     * The one patch that does what two patches do one after the other.
     *
     * @param first applied first
     * @param second applied second; its nulls stay, because what they remove may exist in the thing
     * @return both in one
     */
    static JsonValue compose(JsonValue first, JsonValue second) {
        if (!first.isObject() || !second.isObject() || first.isNull() || second.isNull()) {
            return second;
        }
        JsonObjectBuilder composed = JsonObject.newBuilder().setAll(first.asObject());
        second.asObject()
                .forEach(field -> composed.set(JsonFactory.newField(
                        field.getKey(),
                        first.asObject()
                                .getValue(field.getKey())
                                .map(before -> compose(before, field.getValue()))
                                .orElse(field.getValue()))));
        return composed.build();
    }
}
