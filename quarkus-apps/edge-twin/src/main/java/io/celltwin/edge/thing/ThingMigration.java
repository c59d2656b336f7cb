package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.rql.Rql;
import io.celltwin.edge.wot.ThingSkeletons;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.ditto.things.model.signals.commands.modify.MigrateThingDefinition;

/**
 * What a thing that takes another definition has to be merged with, as in Ditto:
 *
 * <ol>
 * <li>The parts of the payload go whose own condition the thing does not fulfil, and what is empty then.
 * <li>The payload's placeholders are replaced by values of the thing.
 * <li>The definitions of the thing and its features come from the skeleton of the new definition; if missing values are
 * wanted, so do those that the thing does not have.
 * <li>The payload is merged into that.
 * </ol>
 *
 * Whether the thing then is as its Thing Model says, is not looked at.
 */
final class ThingMigration {
    private static final String DEFINITION = "definition";
    private static final String FEATURES = "features";

    private final ThingSkeletons skeletons;

    ThingMigration(ThingSkeletons skeletons) {
        this.skeletons = skeletons;
    }

    /**
     * The patch of a migration.
     *
     * @throws DittoRuntimeException if a condition is no RQL, a placeholder names nothing, there is no such model, or no
     *         thing comes of it
     */
    JsonObject patch(MigrateThingDefinition command, Entity thing, PolicyEnforcer enforcer) {
        DittoHeaders headers = command.getDittoHeaders();
        JsonObject wanted = withoutUnmet(command, thing, enforcer);
        JsonObject payload = new MigrationPayload(visible(thing, enforcer, headers)).resolve(wanted);
        ThingsModelFactory.newDefinition(command.getThingDefinitionUrl()); // Refuses what is none.
        JsonObject skeleton = skeletons.of(command.getThingDefinitionUrl());
        JsonObject base = command.isInitializeMissingPropertiesFromDefaults()
                ? withoutPresent(skeleton, thing.json())
                : definitions(skeleton);
        return ThingsModelFactory.newThing(JsonFactory.newObject(payload, base)).toJson();
    }

    private static JsonObject visible(Entity thing, PolicyEnforcer enforcer, DittoHeaders headers) {
        return enforcer.view(
                        PoliciesResourceType.thingResource("/"),
                        ThingFields.complete(thing),
                        headers.getAuthorizationContext(),
                        ThingFields.ALWAYS_SHOWN)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private static JsonObject withoutUnmet(MigrateThingDefinition command, Entity thing, PolicyEnforcer enforcer) {
        JsonObject payload = command.getMigrationPayload();
        if (command.getPatchConditions().isEmpty() || payload.isEmpty()) {
            return payload;
        }
        JsonObject left = payload;
        for (Map.Entry<ResourceKey, String> condition :
                command.getPatchConditions().entrySet()) {
            JsonPointer part = condition.getKey().getResourcePath();
            if (payload.getValue(part).isEmpty()) {
                continue;
            }
            Rql.parse(condition.getValue(), command.getDittoHeaders());
            if (!ThingConditions.holds(condition.getValue(), thing, enforcer, command.getDittoHeaders())) {
                left = left.remove(part);
            }
        }
        return withoutEmpty(left);
    }

    private static JsonObject withoutEmpty(JsonObject json) {
        JsonObjectBuilder left = JsonFactory.newObjectBuilder();
        for (JsonField field : json) {
            JsonValue value =
                    isObject(field.getValue()) ? withoutEmpty(field.getValue().asObject()) : field.getValue();
            if (!isEmptyObject(value)) {
                left.set(JsonField.newInstance(field.getKey(), value));
            }
        }
        return left.build();
    }

    /** The definitions of a skeleton without its values. */
    private static JsonObject definitions(JsonObject skeleton) {
        JsonObjectBuilder definitions = JsonFactory.newObjectBuilder();
        skeleton.getValue(DEFINITION).ifPresent(definition -> definitions.set(DEFINITION, definition));
        skeleton.getValue(FEATURES).map(JsonValue::asObject).ifPresent(features -> {
            JsonObjectBuilder left = JsonFactory.newObjectBuilder();
            for (JsonField feature : features) {
                JsonValue definition =
                        feature.getValue().asObject().getValue(DEFINITION).orElseThrow();
                left.set(JsonField.newInstance(
                        feature.getKey(),
                        JsonFactory.newObjectBuilder()
                                .set(DEFINITION, definition)
                                .build()));
            }
            definitions.set(FEATURES, left.build());
        });
        return definitions.build();
    }

    /** What a thing does not have of its skeleton, and every definition. */
    private static JsonObject withoutPresent(JsonObject skeleton, JsonObject present) {
        JsonObjectBuilder left = JsonFactory.newObjectBuilder();
        for (JsonField field : skeleton) {
            JsonValue value = field.getValue();
            Optional<JsonValue> there = present.getValue(JsonPointer.empty().addLeaf(field.getKey()));
            boolean definition = field.getKeyName().contains(DEFINITION); // Any key that has this word, as in Ditto.
            if (!definition && there.isPresent()) {
                if (!isObject(value) || !isObject(there.get())) {
                    continue;
                }
                value = withoutPresent(value.asObject(), there.get().asObject());
            }
            if (definition || !isEmptyObject(value)) {
                left.set(JsonField.newInstance(field.getKey(), value));
            }
        }
        return left.build();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    private static boolean isEmptyObject(JsonValue value) {
        return isObject(value) && value.asObject().isEmpty();
    }

    /** What a migration is answered with. */
    static JsonObject answer(Entity thing, JsonObject patch, boolean applied) {
        return JsonFactory.newObjectBuilder()
                .set(Thing.JsonFields.ID, thing.key().id())
                .set("patch", patch)
                .set("mergeStatus", applied ? "APPLIED" : "DRY_RUN")
                .build();
    }
}
