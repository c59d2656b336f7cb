package io.celltwin.lifecycle.step;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** A step that a batch is passing on a machine at this moment. Used by one thread. */
final class OpenStep {
    private static final String STEP = "step";
    private static final String BATCH = "batch";
    private static final String STARTED_AT = "startedAt";
    private static final String INTERRUPTED = "interrupted";
    private static final String VALUES = "values";
    private static final String STATISTICS = "statistics";
    private static final String ALARMS = "alarms";

    private final String machine;
    private final String step;
    private final String batch;
    private final Instant startedAt;
    private final boolean interrupted;
    private final Map<ValueKey, ValueStatistics> values = new LinkedHashMap<>();
    private final Set<String> alarms = new LinkedHashSet<>();

    /** @param interrupted whether values may be missing, because the process was down meanwhile */
    OpenStep(String machine, String step, String batch, Instant startedAt, boolean interrupted) {
        this.machine = machine;
        this.step = step;
        this.batch = batch;
        this.startedAt = startedAt;
        this.interrupted = interrupted;
    }

    /**
     * Goes on with a step from where another process stood, as its {@link #toJson} says.
     *
     * @param gap whether changes may have been missed meanwhile
     */
    static OpenStep of(String machine, JsonObject json, boolean gap) {
        OpenStep step = new OpenStep(
                machine,
                text(json, STEP),
                text(json, BATCH),
                Instant.parse(text(json, STARTED_AT)),
                gap || json.getValue(INTERRUPTED).orElseThrow().asBoolean());
        json.getValue(VALUES).orElseThrow().asArray().forEach(value -> {
            JsonObject saved = value.asObject();
            step.values.put(
                    ValueKey.of(saved),
                    ValueStatistics.of(saved.getValue(STATISTICS).orElseThrow().asObject()));
        });
        json.getValue(ALARMS).orElseThrow().asArray().forEach(alarm -> step.alarm(alarm.asString()));
        return step;
    }

    private static String text(JsonObject json, String name) {
        return json.getValue(name).orElseThrow().asString();
    }

    JsonObject toJson() {
        JsonArray saved = values.entrySet().stream()
                .map(value -> value.getKey()
                        .toJson()
                        .setValue(STATISTICS, value.getValue().toJson()))
                .collect(JsonCollectors.valuesToArray());
        return JsonObject.newBuilder()
                .set(STEP, step)
                .set(BATCH, batch)
                .set(STARTED_AT, startedAt.toString())
                .set(INTERRUPTED, interrupted)
                .set(VALUES, saved)
                .set(ALARMS, alarms.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray()))
                .build();
    }

    String batch() {
        return batch;
    }

    void startFrom(ValueKey key, double value) {
        values.put(key, ValueStatistics.startingFrom(value, startedAt));
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
        return new StepSummary(machine, step, batch, startedAt, until, interrupted, summaries, Set.copyOf(alarms));
    }
}
