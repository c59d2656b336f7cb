package io.celltwin.edge.twin;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policy.Guard;
import io.celltwin.edge.policy.PolicyGuards;
import java.util.Optional;

/**
 * Finds what decides who may do what with a thing, by its policy as it is now.
 *
 * @param state where the policies are
 * @param guards makes guards of policies
 */
public record ThingGuards(StateView state, PolicyGuards guards) {

    /** The guard of a thing; nothing if its policy is gone. */
    public Optional<Guard> of(Entity thing) {
        return state.alive(EntityKey.of(ThingWrites.policyOf(thing.json()))).map(guards::of);
    }
}
