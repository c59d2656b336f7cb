package io.celltwin.lifecycle.state;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A batch or pack has reached a state.
 *
 * @param thing id of the batch or pack
 * @param state the state reached
 * @param at when
 * @param by who says so: a user, a plant system, or a machine of the line
 * @param machine the machine in which it was reached; empty where somebody says so
 * @param batches ids of the cell batches built into the pack; empty for anything else
 */
public record StateChange(
        String thing, LifecycleState state, Instant at, String by, Optional<Machine> machine, Set<String> batches) {
    /** Copies the set. */
    public StateChange {
        batches = Set.copyOf(batches);
    }

    /** What a machine of the line tells of a batch. */
    public static StateChange inMachine(
            String batch, LifecycleState state, Instant at, String machine, boolean beginningSeen) {
        return new StateChange(batch, state, at, machine, Optional.of(new Machine(machine, beginningSeen)), Set.of());
    }

    /** What a person or a plant system tells. */
    public static StateChange said(String thing, LifecycleState state, Instant at, String by, Set<String> batches) {
        return new StateChange(thing, state, at, by, Optional.empty(), batches);
    }

    /**
     * A machine of the line.
     *
     * @param id its thing id
     * @param beginningSeen whether it was seen how the batch came into it; if not, the batch was there before
     */
    public record Machine(String id, boolean beginningSeen) {}
}
