package io.celltwin.simulator.batch;

import java.time.Instant;

/** Hears when batches move. Called by the simulation's own thread: must not block. */
@FunctionalInterface
public interface BatchListener {

    /**
     * A batch has left the machine of a step.
     *
     * @param batch the batch
     * @param step the step that it has passed
     * @param at when
     */
    void passed(Batch batch, ProcessStep step, Instant at);
}
