package io.celltwin.edge.thing;

import io.celltwin.edge.entity.Entity;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingLifecycle;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/** The views of a thing's fields, those included that start with an underscore and are shown only when asked for. */
public final class ThingFields {
    /** What everybody sees who sees anything of a thing. */
    public static final JsonFieldSelector ALWAYS_SHOWN = JsonFieldSelector.newInstance(
            Thing.JsonFields.ID.getPointer(),
            Thing.JsonFields.NAMESPACE.getPointer(),
            Thing.JsonFields.REVISION.getPointer(),
            Thing.JsonFields.MODIFIED.getPointer(),
            Thing.JsonFields.CREATED.getPointer());

    private static final JsonPointer FEATURES = Thing.JsonFields.FEATURES.getPointer();
    private static final JsonPointer LIFECYCLE = Thing.JsonFields.LIFECYCLE.getPointer();
    static final JsonPointer METADATA = Thing.JsonFields.METADATA.getPointer();
    private static final JsonKey EVERY = JsonKey.of("*");

    private ThingFields() {}

    /** The thing with all its fields. */
    public static JsonObject complete(Entity thing) {
        return thing.json().toBuilder()
                .set(Thing.JsonFields.NAMESPACE, thing.key().namespace())
                .set(Thing.JsonFields.REVISION, thing.revision())
                .set(Thing.JsonFields.CREATED, thing.created().toString())
                .set(Thing.JsonFields.MODIFIED, thing.modified().toString())
                .build();
    }

    /** The thing with its metadata, as its length counts. */
    static JsonObject withMetadata(Entity thing) {
        return thing.metadata().isEmpty() ? thing.json() : thing.json().setValue(METADATA, thing.metadata());
    }

    /** Whether some of a thing's metadata is among the chosen fields. */
    static boolean chooseMetadata(JsonFieldSelector fields) {
        return fields.getPointers().stream()
                .anyMatch(pointer -> pointer.getRoot().equals(METADATA.getRoot()));
    }

    /** The chosen fields of a thing's JSON; a star for a feature's id stands for every feature. */
    public static JsonObject select(JsonObject thing, JsonFieldSelector fields) {
        List<JsonKey> features = thing.getValue(Thing.JsonFields.FEATURES)
                .filter(present -> !present.isNull())
                .map(JsonObject::getKeys)
                .orElse(List.of());
        JsonObject complete = fields.getPointers().contains(LIFECYCLE)
                ? thing.setValue(LIFECYCLE, ThingLifecycle.ACTIVE.name())
                : thing;
        return complete.get(ThingsModelFactory.expandFeatureIdWildcards(features, fields));
    }

    /** The chosen fields of a part of a thing; a star for a feature's id stands for every feature. */
    static JsonValue select(JsonPointer path, JsonValue value, JsonFieldSelector fields) {
        if (!value.isObject() || value.isNull()) {
            return value;
        }
        if (!path.equals(FEATURES)) {
            return value.asObject().get(fields);
        }
        List<JsonPointer> expanded = new ArrayList<>();
        for (JsonPointer field : fields) {
            boolean all = field.getRoot().filter(EVERY::equals).isPresent();
            if (all) {
                value.asObject()
                        .getKeys()
                        .forEach(id ->
                                expanded.add(JsonPointer.empty().addLeaf(id).append(field.nextLevel())));
            } else {
                expanded.add(field);
            }
        }
        return expanded.isEmpty() ? JsonObject.empty() : value.asObject().get(JsonFactory.newFieldSelector(expanded));
    }

    /** The thing as Ditto's model has it, with its metadata, for RQL. */
    public static Thing typed(Entity thing) {
        JsonObject complete = complete(thing);
        return ThingsModelFactory.newThing(
                thing.metadata().isEmpty() ? complete : complete.setValue(METADATA, thing.metadata()));
    }

    /** The text of a string field. */
    static String text(JsonObject json, JsonKey key) {
        return json.getValue(key).map(JsonValue::asString).orElseThrow();
    }
}
