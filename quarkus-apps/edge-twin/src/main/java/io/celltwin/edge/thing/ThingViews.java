package io.celltwin.edge.thing;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policy.PolicyReads;
import io.celltwin.edge.state.StateView;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;

/** Shows of a thing what was asked for and may be read. */
public final class ThingViews {
    /** The field that stands for the thing's policy, shown only when asked for. */
    static final JsonPointer INLINE_POLICY = JsonPointer.of("_policy");

    private final PolicyEnforcerCache enforcers;

    public ThingViews(PolicyEnforcerCache enforcers) {
        this.enforcers = enforcers;
    }

    /** What somebody may see of a thing, nothing if he must not know of it. */
    public Optional<JsonObject> of(
            Entity thing, Optional<JsonFieldSelector> fields, AuthorizationContext who, StateView state) {
        return enforcerForReading(thing, who, state).map(enforcer -> of(thing, fields, enforcer, who, state));
    }

    /** All that somebody may see of a thing, with the fields that are otherwise shown only when asked for. */
    public Optional<JsonObject> complete(Entity thing, AuthorizationContext who, StateView state) {
        return enforcerForReading(thing, who, state)
                .map(enforcer -> visible(ThingFields.complete(thing), enforcer, who));
    }

    private Optional<PolicyEnforcer> enforcerForReading(Entity thing, AuthorizationContext who, StateView state) {
        return enforcers
                .ofThing(thing, state)
                .filter(enforcer -> enforcer.mayReadPart(PoliciesResourceType.thingResource("/"), who));
    }

    JsonObject of(
            Entity thing,
            Optional<JsonFieldSelector> fields,
            PolicyEnforcer enforcer,
            AuthorizationContext who,
            StateView state) {
        JsonObject selected = fields.map(wanted -> ThingFields.select(ThingFields.complete(thing), wanted))
                .orElseGet(thing::json);
        JsonObject visible = fields.filter(ThingFields::chooseMetadata)
                .map(wanted -> withMetadata(visible(selected, enforcer, who), thing, wanted, enforcer, who))
                .orElseGet(() -> visible(selected, enforcer, who));
        boolean withPolicy = fields.map(wanted -> wanted.getPointers().contains(INLINE_POLICY))
                .orElse(false);
        return withPolicy ? withInlinePolicy(visible, thing, who, state) : visible;
    }

    /** Metadata has the shape of the thing, and may be seen where the thing may. */
    private static JsonObject withMetadata(
            JsonObject shown,
            Entity thing,
            JsonFieldSelector fields,
            PolicyEnforcer enforcer,
            AuthorizationContext who) {
        if (thing.metadata().isEmpty()) {
            return shown;
        }
        JsonObject metadata = JsonObject.newBuilder()
                .set(ThingFields.METADATA, metadata(thing, enforcer, who))
                .build();
        return JsonFactory.newObject(metadata.get(fields), shown);
    }

    /** The metadata that somebody may see. */
    static JsonObject metadata(Entity thing, PolicyEnforcer enforcer, AuthorizationContext who) {
        return enforcer.view(
                        PoliciesResourceType.thingResource("/"),
                        thing.metadata(),
                        who,
                        JsonFactory.emptyFieldSelector())
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private static JsonObject visible(JsonObject thing, PolicyEnforcer enforcer, AuthorizationContext who) {
        return enforcer.view(PoliciesResourceType.thingResource("/"), thing, who, ThingFields.ALWAYS_SHOWN)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
    }

    private JsonObject withInlinePolicy(JsonObject shown, Entity thing, AuthorizationContext who, StateView state) {
        return state.alive(EntityKey.of(ThingEnforcers.policyOf(thing.json())))
                .flatMap(policy -> enforcers
                        .of(policy, state)
                        .view(PoliciesResourceType.policyResource("/"), policy.json(), who, PolicyReads.ALWAYS_SHOWN))
                .map(policy -> shown.setValue(INLINE_POLICY, policy))
                .orElse(shown);
    }
}
