package io.celltwin.lifecycle.trace;

import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.Lineage;
import io.celltwin.lifecycle.genealogy.PartKind;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateHistory;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.trace.Trace.BatchTrace;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    private final TakenAway takenAway;

    @Inject
    Tracer(RecordStore records, Genealogy genealogy, StateBook states, Twins twins, TakenAway takenAway) {
        this.records = records;
        this.genealogy = genealogy;
        this.states = states;
        this.twins = twins;
        this.takenAway = takenAway;
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
        List<String> notes = new ArrayList<>();
        if (batches.size() > MOST_BATCHES) {
            notes.add("There are more batches: %d of them are told.".formatted(MOST_BATCHES));
        }
        if (!origins.complete() || !uses.complete()) {
            notes.add("There is more kin than could be followed: trace one of these things.");
        }
        List<BatchTrace> traces =
                batches.stream().limit(MOST_BATCHES).map(this::batch).toList();
        Set<String> machines = new TreeSet<>();
        traces.forEach(batch -> batch.steps().forEach(step -> machines.addAll(step.related())));
        takenAway.note(RecordType.STEP, begin(history, traces)).ifPresent(notes::add);
        return new Trace(
                thing,
                history.records(),
                traces,
                machines,
                uses.of(PartKind.PACK),
                notes.isEmpty(),
                List.copyOf(notes));
    }

    /** The first that is known of any of them, before which none of them passed a step; empty if something is not known. */
    private static Optional<Instant> begin(StateHistory history, List<BatchTrace> batches) {
        if (batches.isEmpty()) {
            return history.first();
        }
        Instant begin = Instant.MAX;
        for (BatchTrace batch : batches) {
            Optional<Instant> first =
                    batch.states().stream().map(LifecycleRecord::at).min(Comparator.naturalOrder());
            if (first.isEmpty()) {
                return Optional.empty();
            }
            begin = first.get().isBefore(begin) ? first.get() : begin;
        }
        return Optional.of(begin);
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
