package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.twin.Twins;

/** Reports of states without a container. */
public final class StateReportsOf {

    private StateReportsOf() {}

    /** Reports that are held against these records and twins. */
    public static StateReports records(StateBook states, RecordStore records, Twins twins) {
        return new StateReports(states, records, twins);
    }
}
