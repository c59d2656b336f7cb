package io.celltwin.lifecycle.step;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A step that a batch is passing on a machine at this moment. Used by one thread. */
final class OpenStep {
    private final String machine;
    private final String step;
    private final String batch;
    private final Instant startedAt;
    private final boolean resumed;
    private final Map<ValueKey, ValueStatistics> values = new LinkedHashMap<>();
    private final Set<String> alarms = new LinkedHashSet<>();

    /** @param resumed whether it goes on from a saved state, so that values may be missing */
    OpenStep(String machine, String step, String batch, Instant startedAt, boolean resumed) {
        this.machine = machine;
        this.step = step;
        this.batch = batch;
        this.startedAt = startedAt;
        this.resumed = resumed;
    }

    String batch() {
        return batch;
    }

    void startFrom(ValueKey key, double value) {
        values.put(key, ValueStatistics.startingFrom(value, startedAt));
    }

    void resume(ValueKey key, ValueStatistics.Summary saved, Instant at) {
        values.put(key, ValueStatistics.resume(saved, at));
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
        return new StepSummary(machine, step, batch, startedAt, until, resumed, summaries, Set.copyOf(alarms));
    }
}
