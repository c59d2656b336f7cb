package io.celltwin.lifecycle.record;

import java.util.List;
import java.util.Optional;

/**
 * Some of the records that a query asks for.
 *
 * @param records newest first
 * @param next where those behind them begin; empty if these were the last
 */
public record RecordPage(List<LifecycleRecord> records, Optional<RecordPlace> next) {
    /** Copies the list. */
    public RecordPage {
        records = List.copyOf(records);
    }
}
