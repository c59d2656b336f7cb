package io.celltwin.edge.entity;

import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Names one thing or policy.
 *
 * @param kind thing or policy
 * @param id {@code <namespace>:<name>}
 */
public record EntityKey(EntityKind kind, String id) {

    /** The key of a thing. */
    public static EntityKey of(ThingId id) {
        return new EntityKey(EntityKind.THING, id.toString());
    }

    /** The key of a policy. */
    public static EntityKey of(PolicyId id) {
        return new EntityKey(EntityKind.POLICY, id.toString());
    }

    /** The part of the id before the first colon. */
    public String namespace() {
        return id.substring(0, Math.max(0, id.indexOf(':')));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + id;
    }
}
