package io.celltwin.benchmark.condition;

import io.celltwin.maintenance.machine.MachineModel;
import io.celltwin.maintenance.machine.MachineMonitor;
import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * One machine of the simulated line and its monitor, joined by the changes that its twin would see, without servers and brokers
 * between: weeks pass in minutes.
 */
final class SimulatedMachine {

    private static final String ALARM = "features/alarms/properties/active/anomaly";
    private static final String LEARNT = "features/maintenance/properties/learnt";
    private static final String STATE = "features/maintenance/properties/state";

    private final String id;
    private final ThingModel model;
    private final SimulatedProcess process;
    private final List<ModelProperty> told;
    private final MachineMonitor monitor;
    /** What is measured beside what the process shows, by property and second. */
    private final ToDoubleBiFunction<ModelProperty, Double> disturbance;

    private final List<AlarmTime> alarms = new ArrayList<>();
    private Optional<Instant> learntAt = Optional.empty();
    private Optional<Instant> confirmedAt = Optional.empty();
    private int withdrawn;
    private Optional<Instant> raisedAt = Optional.empty();
    private String state = "";

    /**
     * An alarm.
     *
     * @param raised when it was raised
     * @param cleared when it was cleared; empty if it stands
     */
    record AlarmTime(Instant raised, Optional<Instant> cleared) {}

    SimulatedMachine(
            String id,
            ThingModel model,
            SimulatedProcess process,
            ToDoubleBiFunction<ModelProperty, Double> disturbance,
            MonitorSettings settings,
            Instant start) {
        this.id = id;
        this.model = model;
        this.process = process;
        this.disturbance = disturbance;
        MachineModel machine = MachineModel.of(model).orElseThrow();
        this.told = model.properties().stream()
                .filter(property -> machine.indicators().contains(property)
                        || property.is("cell:MachineState")
                        || property.writable() && process.signal(property).isPresent())
                .toList();
        this.monitor = new MachineMonitor(change(JsonFactory.newObject(), start, true), machine, settings);
    }

    /** Lets the process go on for a second and tells the monitor. */
    void advance(Instant now, double elapsed) {
        process.advance(1);
        JsonObjectBuilder thing = JsonObject.newBuilder();
        for (ModelProperty property : told) {
            Object value = process.signal(property).orElseThrow().value();
            JsonValue shown = value instanceof Number number
                    ? JsonValue.of(number.doubleValue() + disturbance.applyAsDouble(property, elapsed))
                    : value instanceof Boolean flag ? JsonValue.of(flag) : JsonValue.of(value.toString());
            thing.set(property.twinPath(), shown);
        }
        for (JsonObject patch : monitor.next(change(thing.build(), now, false))) {
            heed(patch, now);
        }
    }

    private void heed(JsonObject patch, Instant now) {
        patch.getValue(STATE).ifPresent(value -> state = value.asString());
        patch.getValue(LEARNT).ifPresent(learnt -> {
            withdrawn += learnt.isNull() ? 1 : 0;
            learntAt = learntAt.or(() -> Optional.of(now));
            if (confirmedAt.isEmpty() && isConfirmed(learnt)) {
                confirmedAt = Optional.of(now);
            }
        });
        patch.getValue(ALARM).ifPresent(alarm -> {
            if (alarm.isNull()) {
                alarms.add(new AlarmTime(raisedAt.orElseThrow(), Optional.of(now)));
                raisedAt = Optional.empty();
            } else if (raisedAt.isEmpty()) {
                raisedAt = Optional.of(now);
            }
        });
    }

    private static boolean isConfirmed(JsonValue learnt) {
        return learnt.isObject() && learnt.asObject().getValue("confirmed").equals(Optional.of(JsonValue.of(true)));
    }

    private TwinChange change(JsonObject patch, Instant now, boolean snapshot) {
        return new TwinChange(id, Optional.of(model), patch, 1, now, snapshot, false);
    }

    String id() {
        return id;
    }

    /** When it was first learnt. */
    Optional<Instant> learntAt() {
        return learntAt;
    }

    /** When its model was first confirmed. */
    Optional<Instant> confirmedAt() {
        return confirmedAt;
    }

    /** How often a model was withdrawn on trial. */
    int withdrawn() {
        return withdrawn;
    }

    /** What its twin says of its condition. */
    String state() {
        return state;
    }

    /** All alarms; one that stands is the last. */
    List<AlarmTime> alarms() {
        List<AlarmTime> all = new ArrayList<>(alarms);
        raisedAt.ifPresent(at -> all.add(new AlarmTime(at, Optional.empty())));
        return all;
    }
}
