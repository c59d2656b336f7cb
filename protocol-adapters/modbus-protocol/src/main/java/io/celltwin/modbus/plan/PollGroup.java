package io.celltwin.modbus.plan;

import java.time.Duration;
import java.util.List;

/**
 * What is read together, as one cycle.
 *
 * @param pollingTime the time from the beginning of one cycle to that of the next
 * @param blocks the requests of one cycle
 */
public record PollGroup(Duration pollingTime, List<ReadBlock> blocks) {

    public PollGroup {
        blocks = List.copyOf(blocks);
    }
}
