package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordQuery;
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
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** Moves batches and packs through the states of their life: first into the record, then into the twin. */
@ApplicationScoped
public class StateBook {
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
     * Records the change and shows it in the twin. A thing that is in that state already stays as it is, but batches
     * named now are added to those known.
     *
     * @return the record of the state reached
     * @throws StateConflict if the thing has passed that state
     * @throws io.celltwin.twin.error.TwinException if the twin does not take it; the record stands and the call may be repeated
     */
    public synchronized LifecycleRecord move(StateChange change) {
        Optional<LifecycleRecord> current = records.newest(change.thing(), RecordType.STATE);
        Optional<LifecycleState> state = current.map(
                record -> LifecycleState.of((String) record.content().get("state")));
        Set<String> batches = batchesOf(change.thing());
        boolean newBatches = batches.addAll(change.batches());
        if (state.isPresent() && !state.get().mayBecome(change.state()) && state.get() != change.state()) {
            throw new StateConflict(change.thing() + " is '" + state.get().wireName() + "' and cannot become '"
                    + change.state().wireName() + "' any more.");
        }
        LifecycleRecord record = current.filter(known -> state.get() == change.state() && !newBatches)
                .orElseGet(() -> append(change, batches));
        // Another replica may have recorded a later state meanwhile.
        LifecycleRecord newest =
                records.newest(change.thing(), RecordType.STATE).orElse(record);
        twins.merge(change.thing(), JsonPointer.empty(), patch(newest, batches));
        return record;
    }

    /** The cell batches that the records name as built into the thing. */
    public Set<String> batchesOf(String thing) {
        Set<String> batches = new TreeSet<>();
        for (LifecycleRecord record : records.find(RecordQuery.of(thing, RecordType.STATE))) {
            if (record.thing().equals(thing) && record.content().get("batches") instanceof Collection<?> named) {
                named.forEach(batch -> batches.add(batch.toString()));
            }
        }
        return batches;
    }

    private LifecycleRecord append(StateChange change, Set<String> batches) {
        Map<String, Object> content =
                new HashMap<>(Map.of("state", change.state().wireName(), "by", change.by()));
        if (!batches.isEmpty()) {
            content.put("batches", List.copyOf(batches));
        }
        // The batches belong into the id: another cell batch built into a pack is another fact.
        String id = change.thing() + "/state/" + change.state().wireName()
                + (batches.isEmpty() ? "" : "/" + String.join(",", batches));
        LifecycleRecord record =
                new LifecycleRecord(id, RecordType.STATE, change.thing(), change.at(), batches, content);
        records.append(record);
        return record;
    }

    private static JsonObject patch(LifecycleRecord record, Set<String> batches) {
        Instant since = record.at();
        JsonObject lifecycle = JsonObject.newBuilder()
                .set("state", (String) record.content().get("state"))
                .set("since", since.toString())
                .build();
        JsonObject patch = JsonObject.newBuilder()
                .set("/features/" + FEATURE + "/properties", lifecycle)
                .build();
        if (batches.isEmpty()) {
            return patch;
        }
        JsonArray ids = batches.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray());
        return patch.setValue("/attributes/batches", ids);
    }
}
