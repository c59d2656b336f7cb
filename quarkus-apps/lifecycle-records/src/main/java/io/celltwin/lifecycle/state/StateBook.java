package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Moves batches and packs through the states of their life: first into the record, then into the twin.
 *
 * <p>States go forward, in their order and in time. A person or a plant system that says otherwise is refused. The line is
 * not: it saw what it saw, so what it tells by a clock that is behind is kept and marked.
 */
@ApplicationScoped
public class StateBook {
    /** In a record's content: the line's clock was behind the time of the state before. */
    static final String OUT_OF_ORDER = "outOfOrder";

    private static final String FEATURE = "lifecycle";

    private final RecordStore records;
    private final Twins twins;

    /**
     * @param records where each state is recorded
     * @param twins where it is shown
     */
    @Inject
    public StateBook(RecordStore records, Twins twins) {
        this.records = records;
        this.twins = twins;
    }

    /**
     * Records what a person or a plant system says and shows it in the twin. A thing that is in that state already stays as
     * it is, but batches named now are added to those known.
     *
     * @return the record of the state reached
     * @throws StateConflict if the thing has passed that state, or was in its present one only later
     * @throws io.celltwin.twin.error.TwinException if the twin does not take it; the record stands and the call may be repeated
     */
    public synchronized LifecycleRecord reported(StateChange change) {
        StateHistory history = inOrder(change);
        return reached(change, history);
    }

    /**
     * Records what a person or a plant system says of a thing that has no twin, such as a cell.
     *
     * @return the record of the state reached
     * @throws StateConflict as above
     */
    public synchronized LifecycleRecord reportedWithoutTwin(StateChange change) {
        return record(change, inOrder(change));
    }

    private StateHistory inOrder(StateChange change) {
        StateHistory history = history(change.thing());
        boolean newBatches = !history.batches().containsAll(change.batches());
        Optional<LifecycleState> state = history.state();
        if (state.isPresent() && (state.get() != change.state() || newBatches)) {
            history.requireOrder(change);
            history.requireTime(change);
        }
        return history;
    }

    /**
     * Records what the line saw and shows it in the twin, unless the thing has that state behind it.
     *
     * @throws io.celltwin.twin.error.TwinException as above
     */
    public synchronized void observed(StateChange change) {
        StateHistory history = history(change.thing());
        if (history.state()
                .filter(state -> !state.mayBecome(change.state()) && state != change.state())
                .isEmpty()) {
            reached(change, history);
        }
    }

    /** What the records tell of the thing's states. */
    public StateHistory history(String thing) {
        return new StateHistory(thing, records.about(thing, RecordType.STATE));
    }

    /** What the records tell of the states of all these things. */
    public Map<String, StateHistory> histories(Collection<String> things) {
        Map<String, List<LifecycleRecord>> told = records.aboutAny(things, Set.of(RecordType.STATE)).stream()
                .collect(Collectors.groupingBy(LifecycleRecord::thing));
        return things.stream()
                .distinct()
                .collect(Collectors.toMap(
                        thing -> thing, thing -> new StateHistory(thing, told.getOrDefault(thing, List.of()))));
    }

    private LifecycleRecord reached(StateChange change, StateHistory history) {
        LifecycleRecord record = record(change, history);
        // Another replica may have recorded a later state meanwhile.
        twins.merge(change.thing(), JsonPointer.empty(), patch(history(change.thing())));
        return record;
    }

    private LifecycleRecord record(StateChange change, StateHistory history) {
        Set<String> batches = new TreeSet<>(history.batches());
        boolean newBatches = batches.addAll(change.batches());
        return history.present()
                .filter(known -> history.state().orElseThrow() == change.state() && !newBatches)
                .orElseGet(() -> append(change, batches, history));
    }

    private LifecycleRecord append(StateChange change, Set<String> batches, StateHistory history) {
        Map<String, Object> content =
                new HashMap<>(Map.of("state", change.state().wireName(), "by", change.by()));
        if (!batches.isEmpty()) {
            content.put("batches", List.copyOf(batches));
        }
        if (history.isLaterThan(change.at())) {
            content.put(OUT_OF_ORDER, true);
        }
        Set<String> related = new TreeSet<>(batches);
        change.machine().ifPresent(machine -> {
            content.put("machine", machine.id());
            content.put("beginningSeen", machine.beginningSeen());
            related.add(machine.id());
        });
        // The batches belong into the id: another cell batch built into a pack is another fact.
        String id = change.thing() + "/state/" + change.state().wireName()
                + (batches.isEmpty() ? "" : "/" + String.join(",", batches));
        LifecycleRecord record =
                new LifecycleRecord(id, RecordType.STATE, change.thing(), change.at(), related, content);
        records.append(record);
        return record;
    }

    private static JsonObject patch(StateHistory history) {
        LifecycleState state = history.state().orElseThrow();
        Instant since = history.since().orElseThrow();
        JsonObject lifecycle = JsonObject.newBuilder()
                .set("state", state.wireName())
                .set("since", since.toString())
                .build();
        JsonObject patch = JsonObject.newBuilder()
                .set("/features/" + FEATURE + "/properties", lifecycle)
                .build();
        if (history.batches().isEmpty()) {
            return patch;
        }
        JsonArray ids = history.batches().stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
        return patch.setValue("/attributes/batches", ids);
    }
}
