package io.celltwin.lifecycle.step;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.RecordWriter;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateChange;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Writes what the line does with batches into the records and the batches' twins. */
@ApplicationScoped
class StepRecorder implements StepListener {
    /** The step after which the cells of a batch hold charge. */
    private static final String FORMATION = "formation";

    private final RecordWriter writer;
    private final RecordStore records;
    private final StateBook states;
    private final Twins twins;

    @Inject
    StepRecorder(RecordWriter writer, RecordStore records, StateBook states, Twins twins) {
        this.writer = writer;
        this.records = records;
        this.states = states;
        this.twins = twins;
    }

    @Override
    public void entered(String machine, String batch, Instant at, boolean beginningSeen) {
        writer.add("The twin of " + batch, () -> twins.ensureBatch(batch));
        // On its own, since the state is recorded even where the twin is refused.
        writer.add(
                "The state of " + batch,
                () -> states.observed(StateChange.inMachine(batch, LifecycleState.MADE, at, machine, beginningSeen)));
    }

    @Override
    public void passed(StepSummary step) {
        String batch = step.batch();
        writer.add("The record of " + batch + " on " + step.machine(), () -> records.append(record(step)));
        writer.add("The step in the twin of " + batch, () -> {
            twins.ensureBatch(batch);
            twins.merge(batch, JsonPointer.of("/features/" + step.step()), feature(step));
        });
        if (step.step().equals(FORMATION)) {
            writer.add(
                    "The state of " + batch,
                    () -> states.observed(StateChange.inMachine(
                            batch, LifecycleState.FORMED, step.until(), step.machine(), step.beginningSeen())));
        }
    }

    private static LifecycleRecord record(StepSummary step) {
        String id = step.batch() + "/step/" + step.step() + "/" + step.machine() + "/" + step.startedAt();
        Map<String, Object> values = new LinkedHashMap<>();
        step.values()
                .forEach((key, value) -> values.put(
                        key.name(),
                        new LinkedHashMap<>(Map.of(
                                "title",
                                key.title(),
                                "unit",
                                key.unit(),
                                "count",
                                value.count(),
                                "mean",
                                value.mean(),
                                "standardDeviation",
                                value.standardDeviation(),
                                "minimum",
                                value.minimum(),
                                "maximum",
                                value.maximum(),
                                "last",
                                value.last(),
                                "knownS",
                                value.weightS()))));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("step", step.step());
        content.put("machine", step.machine());
        content.put("startedAt", step.startedAt().toString());
        content.put("endedAt", step.until().toString());
        content.put("beginningSeen", step.beginningSeen());
        content.put("interrupted", step.interrupted());
        content.put("alarms", List.copyOf(step.alarms()));
        content.put("values", values);
        return new LifecycleRecord(id, RecordType.STEP, step.batch(), step.until(), Set.of(step.machine()), content);
    }

    /** The batch's feature of that step. Ditto takes nothing there that the model {@code process-step} does not name. */
    static JsonObject feature(StepSummary step) {
        JsonObjectBuilder values = JsonObject.newBuilder();
        step.values()
                .forEach((key, value) -> values.set(
                        JsonPointer.empty().addLeaf(leaf(key)),
                        JsonObject.newBuilder()
                                .set("count", value.count())
                                .set("mean", value.mean())
                                .set("standardDeviation", value.standardDeviation())
                                .set("minimum", value.minimum())
                                .set("maximum", value.maximum())
                                .set("knownS", value.weightS())
                                .set("unit", key.unit())
                                .build()));
        JsonObject properties = JsonObject.newBuilder()
                .set("machine", step.machine())
                .set("startedAt", step.startedAt().toString())
                .set("endedAt", step.until().toString())
                .set("interrupted", step.interrupted())
                .set("alarms", step.alarms().stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray()))
                .set("statistics", values.build())
                .build();
        return JsonObject.newBuilder().set("properties", properties).build();
    }

    /** Ditto forbids slashes in keys. */
    private static JsonKey leaf(ValueKey key) {
        return JsonKey.of(key.name().replace('/', '.'));
    }
}
