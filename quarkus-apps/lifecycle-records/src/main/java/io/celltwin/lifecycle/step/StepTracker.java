package io.celltwin.lifecycle.step;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.jboss.logging.Logger;

/**
 * Follows which batch is in which machine and gathers the statistics of the machine's values meanwhile. A machine is
 * whatever has a model with a process step and a value of type {@code cell:CurrentBatch}. Thread-safe.
 */
final class StepTracker {
    private static final Logger LOG = Logger.getLogger(StepTracker.class);
    private static final String CURRENT_BATCH = "cell:CurrentBatch";
    private static final String CONNECTION = "cell:ConnectionStatus";
    private static final String DISCONNECTED = "disconnected";

    private final StepListener listener;
    private final Map<String, Machine> machines = new HashMap<>();

    StepTracker(StepListener listener) {
        this.listener = listener;
    }

    /**
     * Goes on with a machine from where another process stood.
     *
     * @param saved as {@link #state} gave it
     * @param gap whether changes may have been missed meanwhile
     */
    synchronized void resume(String thingId, MachineState saved, boolean gap) {
        machines.put(thingId, new Machine(thingId, saved, gap));
    }

    /** Everything that another process needs to go on with a machine; empty for a thing that is none. */
    synchronized Optional<MachineState> state(String thingId) {
        return Optional.ofNullable(machines.get(thingId)).map(Machine::state);
    }

    /** Everything that another process needs to go on with the machines in which there is a batch. */
    synchronized Map<String, MachineState> underWay() {
        return machines.entrySet().stream()
                .filter(machine -> machine.getValue().open != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, machine -> machine.getValue().state()));
    }

    /** Another process goes on with the machine. */
    synchronized void release(String thingId) {
        machines.remove(thingId);
    }

    /** Takes a change of any thing; one that is no machine is passed over. */
    synchronized void changed(TwinChange change) {
        if (change.deleted()) {
            Optional.ofNullable(machines.remove(change.thingId()))
                    .ifPresent(machine -> machine.close(change.timestamp()));
            return;
        }
        change.model().filter(model -> model.processStep().isPresent()).ifPresent(model -> {
            Machine machine = machines.computeIfAbsent(change.thingId(), Machine::new);
            ModelValues values = ModelValues.of(change);
            model.propertiesOfType(CURRENT_BATCH).stream()
                    .findFirst()
                    .ifPresent(property -> machine.batchChanged(change, values, property, model));
            machine.knowledgeChanged(change, values);
            machine.valuesChanged(change, values);
            change.patch()
                    .getValue("/features/alarms/properties/active")
                    .filter(JsonValue::isObject)
                    .ifPresent(active -> active.asObject().stream()
                            .filter(alarm -> !alarm.getValue().isNull())
                            .forEach(alarm -> machine.alarm(alarm.getKeyName())));
        });
    }

    /** What is remembered of one machine. */
    private final class Machine {
        private final String thingId;
        private final Map<ValueKey, Double> lastValues = new HashMap<>();
        private final Map<ModelProperty, ValueKey> keys = new HashMap<>();
        private final Set<String> notGood = new HashSet<>();
        private boolean disconnected;
        private OpenStep open;
        private boolean batchKnown;

        private Machine(String thingId) {
            this.thingId = thingId;
        }

        private Machine(String thingId, MachineState saved, boolean gap) {
            this(thingId);
            saved.lastValues().forEach(value -> lastValues.put(value.key(), value.last()));
            open = saved.open().map(step -> OpenStep.of(thingId, step, gap)).orElse(null);
            batchKnown = saved.batchKnown() && !gap;
            notGood.addAll(saved.notGood());
            disconnected = saved.disconnected();
        }

        private MachineState state() {
            return new MachineState(
                    lastValues.entrySet().stream()
                            .map(value -> MachineState.LastValue.of(value.getKey(), value.getValue()))
                            .toList(),
                    Optional.ofNullable(open).map(OpenStep::state),
                    batchKnown,
                    List.copyOf(notGood),
                    disconnected);
        }

        private void batchChanged(TwinChange change, ModelValues values, ModelProperty property, ThingModel model) {
            Optional<String> reported =
                    values.value(property).filter(JsonValue::isString).map(JsonValue::asString);
            if (reported.isEmpty()) {
                return;
            }
            Optional<String> batch = reported.filter(this::isBatchOfThisPlant);
            Instant at = values.observedAt(property).orElse(change.timestamp());
            if (open != null && batch.filter(open.batch()::equals).isEmpty()) {
                close(at);
            }
            if (open == null && batch.isPresent()) {
                boolean beginningSeen = batchKnown && !change.snapshot();
                open = new OpenStep(thingId, model.processStep().orElseThrow(), batch.get(), at, beginningSeen, false);
                lastValues.forEach(open::startFrom);
                lastValues.keySet().forEach(key -> open.know(key, isKnown(key), at));
                listener.entered(thingId, batch.get(), at, beginningSeen);
            }
            batchKnown = true;
        }

        private void valuesChanged(TwinChange change, ModelValues values) {
            Map<String, Instant> observations = values.observations();
            values.numbers().forEach((property, number) -> {
                ValueKey key = keyOf(property);
                Double before = lastValues.put(key, number);
                boolean toldAgain = change.snapshot() && before != null && before.doubleValue() == number;
                if (open != null && !toldAgain) {
                    Instant at = property.feature().map(observations::get).orElse(change.timestamp());
                    open.add(key, number, at);
                    open.know(key, isKnown(key), at);
                }
            });
        }

        /** A value that is not good, or of a device that is not connected, may be anything: it does not hold meanwhile. */
        private void knowledgeChanged(TwinChange change, ModelValues values) {
            boolean wasDisconnected = disconnected;
            values.first(CONNECTION)
                    .filter(JsonValue::isString)
                    .ifPresent(status -> disconnected = status.asString().equals(DISCONNECTED));
            Set<String> concerned = new HashSet<>();
            if (change.snapshot()) {
                concerned.addAll(notGood);
                notGood.clear();
            }
            values.qualities().forEach((property, good) -> {
                String name = keyOf(property).name();
                concerned.add(name);
                if (good) {
                    notGood.remove(name);
                } else {
                    notGood.add(name);
                }
            });
            if (open == null) {
                return;
            }
            lastValues.keySet().stream()
                    .filter(key -> wasDisconnected != disconnected || concerned.contains(key.name()))
                    .forEach(key -> open.know(key, isKnown(key), change.timestamp()));
        }

        private boolean isKnown(ValueKey key) {
            return !disconnected && !notGood.contains(key.name());
        }

        private ValueKey keyOf(ModelProperty property) {
            return keys.computeIfAbsent(property, ValueKey::of);
        }

        private void alarm(String alarmId) {
            if (open != null) {
                open.alarm(alarmId);
            }
        }

        private void close(Instant at) {
            if (open != null) {
                listener.passed(open.summary(at));
                open = null;
            }
        }

        /** A device names the batch, so its word is checked: no device can make things outside its plant. */
        private boolean isBatchOfThisPlant(String batch) {
            if (batch.isEmpty()) {
                return false;
            }
            try {
                if (ThingId.of(batch).getNamespace().equals(ThingId.of(thingId).getNamespace())) {
                    return true;
                }
            } catch (RuntimeException e) {
                LOG.debugf("%s names a batch that is no thing id", thingId);
            }
            LOG.warnf("%s names a batch that cannot be one of its plant; its step is not recorded", thingId);
            return false;
        }
    }
}
