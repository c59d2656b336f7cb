package io.celltwin.lifecycle.state;

import java.time.Instant;
import java.util.Set;

/**
 * A batch or pack has reached a state.
 *
 * @param thing id of the batch or pack
 * @param state the state reached
 * @param at when
 * @param by who says so: a user, a plant system, or a machine of the line
 * @param batches ids of the cell batches built into the pack; empty for anything else
 */
public record StateChange(String thing, LifecycleState state, Instant at, String by, Set<String> batches) {
    /** Copies the set. */
    public StateChange {
        batches = Set.copyOf(batches);
    }
}
