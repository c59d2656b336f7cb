package io.celltwin.simulator.batch;

import java.util.Optional;

/**
 * What is going on at one machine.
 *
 * @param batch the batch in the machine, if any
 * @param state the machine's state
 * @param progress how much of the batch's stay is over, 0 to 1
 */
public record StationView(Optional<Batch> batch, MachineState state, double progress) {

    static final StationView EMPTY = new StationView(Optional.empty(), MachineState.IDLE, 0);

    /** Thing id of the batch in the machine, empty text if there is none. */
    public String batchId() {
        return batch.map(Batch::id).orElse("");
    }

    /** Whether the machine works on a batch. */
    public boolean running() {
        return state != MachineState.IDLE;
    }
}
