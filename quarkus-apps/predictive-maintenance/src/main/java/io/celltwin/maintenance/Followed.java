package io.celltwin.maintenance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.maintenance.effectiveness.EffectivenessMeter;
import io.celltwin.maintenance.effectiveness.EffectivenessModel;
import io.celltwin.maintenance.learned.FailureModels;
import io.celltwin.maintenance.learned.LearnedMonitor;
import io.celltwin.maintenance.machine.MachineModel;
import io.celltwin.maintenance.machine.MachineMonitor;
import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.model.ThingModel;
import io.celltwin.state.EmbeddedJson;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.TwinChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonObject;

/**
 * What is followed of one machine.
 *
 * @param monitor of its condition, if it has indicators
 * @param meter of its effectiveness, if it has counters
 * @param learned of what a learned failure model says of it, if its model has a place for that
 */
record Followed(
        Optional<MachineMonitor> monitor, Optional<EffectivenessMeter> meter, Optional<LearnedMonitor> learned) {

    private static final FailureModels FAILURE_MODELS = FailureModels.bundled();

    private static final StateCodec<State> CODEC = StateCodec.of(
                    "What is remembered of the machine", State.class, "The machine is followed anew from its twin")
            .version()
            // Before, only the condition was followed, and its state stood alone.
            .version(former -> {
                ObjectNode state = JsonNodeFactory.instance.objectNode();
                state.set("monitor", former);
                return state;
            })
            // Before, there were no learned failure models.
            .version()
            .build();

    /**
     * What another replica needs to go on.
     *
     * @param monitor of the monitor
     * @param meter of the meter
     * @param learned of what the failure model says
     */
    record State(Optional<EmbeddedJson> monitor, Optional<EmbeddedJson> meter, Optional<EmbeddedJson> learned) {}

    /** Begins with a machine's snapshot; empty if nothing of it is to be followed. */
    static Optional<Followed> begin(TwinChange snapshot, MonitorSettings settings) {
        return snapshot.model()
                .map(model -> new Followed(
                        MachineModel.of(model).map(machine -> new MachineMonitor(snapshot, machine, settings)),
                        EffectivenessModel.of(model)
                                .map(machine -> new EffectivenessMeter(machine, snapshot.timestamp())),
                        learned(model, snapshot)))
                .filter(followed -> followed.monitor().isPresent()
                        || followed.meter().isPresent()
                        || followed.learned().isPresent());
    }

    private static Optional<LearnedMonitor> learned(ThingModel model, TwinChange snapshot) {
        return Optional.of(model)
                .filter(LearnedMonitor::applies)
                .map(machine -> LearnedMonitor.begin(machine, FAILURE_MODELS, snapshot.patch()));
    }

    /** Goes on from a checkpoint. */
    static Followed resume(String checkpoint, ThingModel model, MonitorSettings settings) {
        State state = CODEC.read(checkpoint);
        Optional<MachineMonitor> monitor = MachineModel.of(model)
                .flatMap(machine -> state.monitor().map(json -> MachineMonitor.resume(json.text(), machine, settings)));
        Optional<EffectivenessMeter> meter = EffectivenessModel.of(model)
                .flatMap(machine -> state.meter().map(json -> EffectivenessMeter.resume(json.text(), machine)));
        // State of a former version has none: what the machine does from now on is judged.
        Optional<LearnedMonitor> learned = Optional.of(model)
                .filter(LearnedMonitor::applies)
                .map(machine -> state.learned()
                        .map(json -> LearnedMonitor.resume(json.text(), machine, FAILURE_MODELS))
                        .orElseGet(() -> LearnedMonitor.begin(machine, FAILURE_MODELS, JsonObject.empty())));
        boolean complete = monitor.isPresent() == MachineModel.of(model).isPresent()
                && meter.isPresent() == EffectivenessModel.of(model).isPresent();
        if (!complete) {
            throw new IllegalArgumentException("What is remembered of the machine is not all that is followed of it");
        }
        return new Followed(monitor, meter, learned);
    }

    /** Whether a model says the same of all that is followed. */
    boolean isReadBy(ThingModel model) {
        return MachineModel.of(model).equals(monitor.map(MachineMonitor::model))
                && EffectivenessModel.of(model).equals(meter.map(EffectivenessMeter::model))
                && LearnedMonitor.applies(model) == learned.isPresent()
                && (learned.isEmpty() || model.failureModel().equals(learned.flatMap(LearnedMonitor::use)));
    }

    String checkpoint() {
        return CODEC.write(new State(
                monitor.map(MachineMonitor::checkpoint).map(EmbeddedJson::new),
                meter.map(EffectivenessMeter::checkpoint).map(EmbeddedJson::new),
                learned.map(LearnedMonitor::checkpoint).map(EmbeddedJson::new)));
    }

    /** Takes the machine's next change; returns what to write. */
    List<JsonObject> next(TwinChange change) {
        List<JsonObject> patches = new ArrayList<>();
        monitor.ifPresent(followed -> {
            followed.stopCosts(meter.map(EffectivenessMeter::bestUnitsPerHour).orElseGet(OptionalDouble::empty));
            patches.addAll(followed.next(change));
        });
        meter.flatMap(followed -> followed.next(change)).ifPresent(patches::add);
        learned.flatMap(followed -> followed.next(change)).ifPresent(patches::add);
        return patches;
    }
}
