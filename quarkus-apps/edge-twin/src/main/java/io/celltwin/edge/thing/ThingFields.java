package io.celltwin.edge.thing;

import io.celltwin.edge.entity.Entity;
import java.util.List;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
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

    /** The chosen fields of a thing's JSON; a star for a feature's id stands for every feature. */
    public static JsonObject select(JsonObject thing, JsonFieldSelector fields) {
        List<JsonKey> features = thing.getValue(Thing.JsonFields.FEATURES)
                .filter(present -> !present.isNull())
                .map(JsonObject::getKeys)
                .orElse(List.of());
        return thing.get(ThingsModelFactory.expandFeatureIdWildcards(features, fields));
    }

    /** The thing as Ditto's model has it, for RQL. */
    public static Thing typed(Entity thing) {
        return ThingsModelFactory.newThing(complete(thing));
    }

    /** The text of a string field. */
    static String text(JsonObject json, JsonKey key) {
        return json.getValue(key).map(JsonValue::asString).orElseThrow();
    }
}
