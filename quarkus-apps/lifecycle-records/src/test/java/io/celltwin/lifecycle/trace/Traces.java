package io.celltwin.lifecycle.trace;

import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.twin.Twins;

/** Puts a tracer together without a container. */
public final class Traces {

    private Traces() {}

    public static Tracer of(RecordStore records, StateBook states, Twins twins) {
        return of(records, states, twins, new TakenAway(records));
    }

    /** As above, where that was taken away. */
    public static Tracer of(RecordStore records, StateBook states, Twins twins, TakenAway takenAway) {
        return new Tracer(records, new Genealogy(records, 1_000), states, twins, takenAway);
    }
}
