package io.celltwin.simulator.battery;

import io.celltwin.simulator.battery.RecordedOperation.Kind;
import java.util.List;

/** The whole recorded life of one cell: its charges and discharges in order. */
public final class RecordedCell {

    /** Pauses of hours and days in the laboratory are played as this, s. */
    static final int LONGEST_PAUSE_SECONDS = 600;

    private final String id;
    private final List<RecordedOperation> operations;

    RecordedCell(String id, List<RecordedOperation> operations) {
        this.id = id;
        this.operations = List.copyOf(operations);
    }

    /** The cell's name in the recording, for example {@code B0005}. */
    public String id() {
        return id;
    }

    List<RecordedOperation> operations() {
        return operations;
    }

    /** How many discharges were recorded. */
    public int discharges() {
        return (int) operations.stream()
                .filter(each -> each.kind() == Kind.DISCHARGE)
                .count();
    }

    /** Where the discharge stands before which so many are over; the end if there is none. */
    int indexOfDischarge(int over) {
        int seen = 0;
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).kind() == Kind.DISCHARGE && seen++ == over) {
                return i;
            }
        }
        return operations.size();
    }
}
