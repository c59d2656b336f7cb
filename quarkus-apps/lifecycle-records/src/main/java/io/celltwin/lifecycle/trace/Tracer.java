package io.celltwin.lifecycle.trace;

import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.Lineage;
import io.celltwin.lifecycle.genealogy.PartKind;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateHistory;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.trace.Trace.BatchTrace;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Follows the records from a pack to its batches and machines, and from a machine or batch to the packs. */
@ApplicationScoped
public class Tracer {
    /** A machine has passed more batches than anybody reads at once; the newest matter. */
    private static final int MOST_BATCHES = 50;

    private final RecordStore records;
    private final Genealogy genealogy;
    private final StateBook states;
    private final Twins twins;

    @Inject
    Tracer(RecordStore records, Genealogy genealogy, StateBook states, Twins twins) {
        this.records = records;
        this.genealogy = genealogy;
        this.states = states;
        this.twins = twins;
    }

    /**
     * The trace of a pack, batch or machine.
     *
     * @throws UnknownThing if no record tells of it and it has no twin
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public Trace trace(String thing) {
        if (!records.knows(thing) && twins.find(thing).isEmpty()) {
            throw new UnknownThing("No record tells of " + thing + ", and there is no such thing.");
        }
        StateHistory history = states.history(thing);
        Lineage origins = genealogy.originsOf(Set.of(thing));
        Set<String> batches = origins.of(PartKind.BATCH);
        batches.addAll(history.batches());
        if (batches.isEmpty()) {
            batches = passedBy(thing);
        }
        Lineage uses = genealogy.usesOf(batches.isEmpty() ? Set.of(thing) : batches);
        if (batches.isEmpty()) {
            batches = uses.of(PartKind.BATCH);
        }
        boolean complete = batches.size() <= MOST_BATCHES && origins.complete() && uses.complete();
        List<BatchTrace> traces =
                batches.stream().limit(MOST_BATCHES).map(this::batch).toList();
        Set<String> machines = new TreeSet<>();
        traces.forEach(batch -> batch.steps().forEach(step -> machines.addAll(step.related())));
        return new Trace(thing, history.records(), traces, machines, uses.of(PartKind.PACK), complete);
    }

    /** The batches that passed the machine, or the batch itself if it passed any. */
    private Set<String> passedBy(String thing) {
        if (!records.about(thing, RecordType.STEP).isEmpty()) {
            return Set.of(thing);
        }
        return records.thingsWith(thing, RecordType.STEP, MOST_BATCHES + 1);
    }

    private BatchTrace batch(String batch) {
        List<LifecycleRecord> steps = new ArrayList<>(records.about(batch, RecordType.STEP));
        Collections.reverse(steps);
        return new BatchTrace(batch, states.history(batch).records(), steps);
    }
}
