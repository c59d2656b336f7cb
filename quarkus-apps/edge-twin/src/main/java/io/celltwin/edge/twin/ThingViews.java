package io.celltwin.edge.twin;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policy.Guard;
import io.celltwin.edge.policy.PolicyGuards;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;

/** Shows of a thing what was asked for and may be read. */
public final class ThingViews {
    /** The field that stands for the thing's policy, shown only when asked for. */
    static final JsonPointer INLINE_POLICY = JsonPointer.of("_policy");

    static final JsonFieldSelector ALWAYS_SHOWN_OF_POLICY =
            JsonFieldSelector.newInstance(Policy.JsonFields.ID.getPointer());

    private final PolicyGuards guards;

    public ThingViews(PolicyGuards guards) {
        this.guards = guards;
    }

    /** What somebody may see of a thing, nothing if he must not know of it. */
    public Optional<JsonObject> of(
            Entity thing, Optional<JsonFieldSelector> fields, AuthorizationContext who, StateView state) {
        return guardForReading(thing, who, state).map(guard -> of(thing, fields, guard, who, state));
    }

    /** All that somebody may see of a thing, with the fields that are otherwise shown only when asked for. */
    public Optional<JsonObject> complete(Entity thing, AuthorizationContext who, StateView state) {
        return guardForReading(thing, who, state).map(guard -> visible(ThingFields.complete(thing), guard, who));
    }

    private Optional<Guard> guardForReading(Entity thing, AuthorizationContext who, StateView state) {
        return state.alive(EntityKey.of(ThingWrites.policyOf(thing.json())))
                .map(guards::of)
                .filter(guard -> guard.mayReadPart(PoliciesResourceType.thingResource("/"), who));
    }

    JsonObject of(
            Entity thing, Optional<JsonFieldSelector> fields, Guard guard, AuthorizationContext who, StateView state) {
        JsonObject selected = fields.map(wanted -> ThingFields.select(ThingFields.complete(thing), wanted))
                .orElseGet(thing::json);
        JsonObject visible = visible(selected, guard, who);
        boolean withPolicy = fields.map(wanted -> wanted.getPointers().contains(INLINE_POLICY))
                .orElse(false);
        return withPolicy ? withInlinePolicy(visible, thing, who, state) : visible;
    }

    private static JsonObject visible(JsonObject thing, Guard guard, AuthorizationContext who) {
        return guard.view(PoliciesResourceType.thingResource("/"), thing, who, ThingFields.ALWAYS_SHOWN)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private JsonObject withInlinePolicy(JsonObject shown, Entity thing, AuthorizationContext who, StateView state) {
        return state.alive(EntityKey.of(ThingWrites.policyOf(thing.json())))
                .flatMap(policy -> guards.of(policy)
                        .view(PoliciesResourceType.policyResource("/"), policy.json(), who, ALWAYS_SHOWN_OF_POLICY))
                .map(policy -> shown.setValue(INLINE_POLICY, policy))
                .orElse(shown);
    }
}
