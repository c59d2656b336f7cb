package io.celltwin.lifecycle.trace;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordQuery;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.trace.Trace.BatchTrace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Follows the records from a pack to its batches and machines, and from a machine or batch to the packs. */
@ApplicationScoped
public class Tracer {
    /** A machine has passed more batches than anybody reads at once; the newest matter. */
    private static final int MOST_BATCHES = 50;

    private final RecordStore records;
    private final StateBook states;

    @Inject
    Tracer(RecordStore records, StateBook states) {
        this.records = records;
        this.states = states;
    }

    /** The trace of a pack, batch or machine. */
    public Trace trace(String thing) {
        Set<String> batches = batchesOf(thing);
        List<BatchTrace> traces =
                batches.stream().limit(MOST_BATCHES).map(this::batch).toList();
        Set<String> machines = new TreeSet<>();
        Set<String> packs = new TreeSet<>();
        for (BatchTrace batch : traces) {
            batch.steps().forEach(step -> machines.addAll(step.related()));
            records.find(RecordQuery.of(batch.thing(), RecordType.STATE)).stream()
                    .map(LifecycleRecord::thing)
                    .filter(pack -> !pack.equals(batch.thing()))
                    .forEach(packs::add);
        }
        return new Trace(thing, own(thing, RecordType.STATE), traces, machines, packs, batches.size() <= MOST_BATCHES);
    }

    private Set<String> batchesOf(String thing) {
        Set<String> builtIn = states.batchesOf(thing);
        if (!builtIn.isEmpty()) {
            return builtIn;
        }
        Set<String> passed = new LinkedHashSet<>();
        records.find(RecordQuery.of(thing, RecordType.STEP)).forEach(step -> passed.add(step.thing()));
        return passed;
    }

    private BatchTrace batch(String batch) {
        List<LifecycleRecord> steps = new ArrayList<>(own(batch, RecordType.STEP));
        Collections.reverse(steps);
        return new BatchTrace(batch, own(batch, RecordType.STATE), steps);
    }

    private List<LifecycleRecord> own(String thing, RecordType type) {
        return records.find(RecordQuery.of(thing, type)).stream()
                .filter(record -> record.thing().equals(thing))
                .toList();
    }
}
