package io.celltwin.edge.access;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.state.StateView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A policy with all that it is made from, as long as none of that changes and no subject expires. */
final class ResolvedPolicy {
    private final Entity policy;
    private final Map<EntityKey, Optional<Entity>> madeFrom;
    private final ResolvedEntries entries;
    private final Instant validUntil;

    /** @param madeFrom the other policies that it was made from, or that were looked for in vain */
    ResolvedPolicy(
            Entity policy, Map<EntityKey, Optional<Entity>> madeFrom, ResolvedEntries entries, Instant validUntil) {
        this.policy = policy;
        this.madeFrom = Map.copyOf(madeFrom);
        this.entries = entries;
        this.validUntil = validUntil;
    }

    @SuppressWarnings(
            "ReferenceEquality") // Each change of a policy makes a new object, and this is asked for each read.
    boolean isOf(Entity asked, StateView state, Instant now) {
        if (policy != asked || !now.isBefore(validUntil)) {
            return false;
        }
        for (Map.Entry<EntityKey, Optional<Entity>> one : madeFrom.entrySet()) {
            if (state.alive(one.getKey()).orElse(null) != one.getValue().orElse(null)) {
                return false;
            }
        }
        return true;
    }

    ResolvedEntries entries() {
        return entries;
    }
}
