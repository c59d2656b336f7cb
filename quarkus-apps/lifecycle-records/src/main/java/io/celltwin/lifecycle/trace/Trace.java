package io.celltwin.lifecycle.trace;

import io.celltwin.lifecycle.record.LifecycleRecord;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the records tell of a thing's kin.
 *
 * @param thing id of the thing asked for
 * @param states its own states, the furthest first
 * @param batches the cell batches built into the pack, or the batch itself, or the batches that passed the machine
 * @param machines the machines that these batches passed
 * @param packs the packs that these batches were built into
 * @param complete false if there is or was more than is in this answer; {@code notes} say why
 * @param notes what the reader has to know of the answer
 */
public record Trace(
        String thing,
        List<LifecycleRecord> states,
        List<BatchTrace> batches,
        Set<String> machines,
        Set<String> packs,
        boolean complete,
        List<String> notes) {

    /** The same with another record for each step. */
    public Trace withSteps(UnaryOperator<LifecycleRecord> shown) {
        List<BatchTrace> changed = batches.stream()
                .map(batch -> new BatchTrace(
                        batch.thing(),
                        batch.states(),
                        batch.steps().stream().map(shown).toList()))
                .toList();
        return new Trace(thing, states, changed, machines, packs, complete, notes);
    }

    /**
     * One cell batch of a trace.
     *
     * @param thing id of the batch
     * @param states its states, the furthest first
     * @param steps the steps it passed with their process values, in their order
     */
    public record BatchTrace(String thing, List<LifecycleRecord> states, List<LifecycleRecord> steps) {}
}
