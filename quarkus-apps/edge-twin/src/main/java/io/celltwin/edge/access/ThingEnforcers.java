package io.celltwin.edge.access;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.state.StateView;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.Thing;

/**
 * Finds what decides who may do what with a thing, by its policy as it is now.
 *
 * @param state where the policies are
 * @param enforcers makes enforcers of policies
 */
public record ThingEnforcers(StateView state, PolicyEnforcerCache enforcers) {

    /** The enforcer of a thing; nothing if its policy is gone. */
    public Optional<PolicyEnforcer> of(Entity thing) {
        return enforcers.ofThing(thing, state);
    }

    /** The id of the policy that says who may do what with a thing, without reading the rest of the thing. */
    public static PolicyId policyOf(Entity thing) {
        return thing.part()
                .member(Thing.JsonFields.POLICY_ID
                        .getPointer()
                        .getRoot()
                        .orElseThrow()
                        .toString())
                .map(id -> PolicyId.of(id.read().asString()))
                .orElseGet(() -> policyOf(thing.json()));
    }

    /** The id of the policy that says who may do what with a thing. */
    public static PolicyId policyOf(JsonObject thing) {
        return PolicyId.of(thing.getValueOrThrow(Thing.JsonFields.POLICY_ID));
    }
}
