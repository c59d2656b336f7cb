package io.celltwin.lifecycle.step;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A step that a batch is passing on a machine at this moment. Used by one thread. */
final class OpenStep {
    private final String machine;
    private final String step;
    private final String batch;
    private final Instant startedAt;
    private final boolean beginningSeen;
    private final boolean interrupted;
    private final Map<ValueKey, ValueStatistics> values = new LinkedHashMap<>();
    private final Set<String> alarms = new LinkedHashSet<>();

    /**
     * @param beginningSeen whether the batch was seen coming; if not, it was there before {@code startedAt}
     * @param interrupted whether values may be missing, because the process was down meanwhile
     */
    OpenStep(String machine, String step, String batch, Instant startedAt, boolean beginningSeen, boolean interrupted) {
        this.machine = machine;
        this.step = step;
        this.batch = batch;
        this.startedAt = startedAt;
        this.beginningSeen = beginningSeen;
        this.interrupted = interrupted;
    }

    /**
     * Goes on with a step from where another process stood.
     *
     * @param gap whether changes may have been missed meanwhile
     */
    static OpenStep of(String machine, MachineState.Step state, boolean gap) {
        OpenStep step = new OpenStep(
                machine,
                state.step(),
                state.batch(),
                state.startedAt(),
                state.beginningSeen(),
                gap || state.interrupted());
        state.values().forEach(value -> step.values.put(value.key(), ValueStatistics.of(value.statistics())));
        state.alarms().forEach(step::alarm);
        return step;
    }

    /** Where it stands. */
    MachineState.Step state() {
        return new MachineState.Step(
                step,
                batch,
                startedAt,
                beginningSeen,
                interrupted,
                values.entrySet().stream()
                        .map(value -> MachineState.StepValue.of(
                                value.getKey(), value.getValue().state()))
                        .toList(),
                List.copyOf(alarms));
    }

    String batch() {
        return batch;
    }

    void startFrom(ValueKey key, double value) {
        values.put(key, ValueStatistics.startingFrom(value, startedAt));
    }

    /** The value is not known from then on, or known again. */
    void know(ValueKey key, boolean known, Instant at) {
        ValueStatistics statistics = values.get(key);
        if (statistics != null && known) {
            statistics.resume(at);
        } else if (statistics != null) {
            statistics.suspend(at);
        }
    }

    void add(ValueKey key, double value, Instant at) {
        values.computeIfAbsent(key, unseen -> ValueStatistics.empty()).add(value, at);
    }

    void alarm(String alarmId) {
        alarms.add(alarmId);
    }

    /** What is known of the step up to that time. */
    StepSummary summary(Instant until) {
        Map<ValueKey, ValueStatistics.Summary> summaries = new LinkedHashMap<>();
        values.forEach((key, statistics) -> {
            ValueStatistics.Summary summary = statistics.summary(until);
            if (summary != null) {
                summaries.put(key, summary);
            }
        });
        return new StepSummary(
                machine, step, batch, startedAt, until, beginningSeen, interrupted, summaries, Set.copyOf(alarms));
    }
}
