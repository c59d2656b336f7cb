package io.celltwin.edge.search;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.ThingEnforcers;
import io.celltwin.edge.entity.Entity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;

/**
 * What somebody may see of things during one search. Many things share a policy, and a search asks about the same
 * fields of each, so each question is asked once for each policy.
 */
final class Reader {
    private final ThingEnforcers enforcers;
    private final AuthorizationContext who;
    private final Map<PolicyId, Optional<Rights>> byPolicy = new HashMap<>();

    Reader(ThingEnforcers enforcers, AuthorizationContext who) {
        this.enforcers = enforcers;
        this.who = who;
    }

    /** Which values of a thing may be seen; nothing if the reader must not know of the thing. */
    Optional<Predicate<JsonPointer>> rights(Entity thing) {
        return byPolicy.computeIfAbsent(
                        ThingEnforcers.policyOf(thing),
                        policy -> enforcers
                                .of(thing)
                                .filter(enforcer -> enforcer.mayReadPart(PoliciesResourceType.thingResource("/"), who))
                                .map(enforcer -> new Rights(enforcer, who, new HashMap<>())))
                .map(rights -> rights::mayRead);
    }

    private record Rights(PolicyEnforcer enforcer, AuthorizationContext who, Map<JsonPointer, Boolean> known) {
        boolean mayRead(JsonPointer place) {
            return known.computeIfAbsent(place, asked -> enforcer.mayReadValueAt(asked, who));
        }
    }
}
