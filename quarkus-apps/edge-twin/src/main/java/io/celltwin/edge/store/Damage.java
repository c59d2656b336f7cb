package io.celltwin.edge.store;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says of a failure whether files on the disk are not what was written, and what can be done then. */
final class Damage {
    static final String WHAT_TO_DO = ": 'celltwin check-state' says what is lost, 'celltwin salvage' keeps the rest,"
            + " 'celltwin restore' brings a copy back";

    private Damage() {}

    static JournalException failure(String what, RocksDBException e) {
        return new JournalException(what + " (" + e.getMessage() + ")" + (isDamage(e) ? WHAT_TO_DO : ""), e);
    }

    static boolean isDamage(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    }
}
