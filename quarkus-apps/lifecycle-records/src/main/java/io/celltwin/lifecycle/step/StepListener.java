package io.celltwin.lifecycle.step;

import java.time.Instant;

/** Is told how batches move through machines. */
interface StepListener {
    /**
     * A batch has become a machine's current one.
     *
     * @param machine thing id of the machine
     * @param batch thing id of the batch
     * @param at since when, or when it was first seen there
     * @param beginningSeen whether it was seen coming; if not, it was there before
     */
    void entered(String machine, String batch, Instant at, boolean beginningSeen);

    /** A batch is no longer a machine's current one. */
    void passed(StepSummary step);
}
