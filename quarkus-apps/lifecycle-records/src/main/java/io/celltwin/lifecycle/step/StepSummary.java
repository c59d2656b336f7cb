package io.celltwin.lifecycle.step;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A step that a batch passed, or is passing, with the statistics of every value seen meanwhile.
 *
 * @param machine thing id of the machine
 * @param step the process step that the machine's model names
 * @param batch thing id of the batch
 * @param startedAt when the batch became the machine's current one, or was first seen there
 * @param beginningSeen whether it was seen becoming it; if not, the step is longer than this
 * @param until when it ceased to be, or when this was made
 * @param interrupted whether the statistics lack the time of a restart
 * @param values statistics by value
 * @param alarms ids of the machine's alarms that were active at some time
 */
record StepSummary(
        String machine,
        String step,
        String batch,
        Instant startedAt,
        Instant until,
        boolean beginningSeen,
        boolean interrupted,
        Map<ValueKey, ValueStatistics.Summary> values,
        Set<String> alarms) {}
