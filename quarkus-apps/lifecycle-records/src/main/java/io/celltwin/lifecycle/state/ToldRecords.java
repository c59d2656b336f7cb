package io.celltwin.lifecycle.state;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordLeaf;
import io.celltwin.lifecycle.record.RecordStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keeps what people and plant systems tell: what is told again as it was changes nothing, what is told otherwise is refused. */
@ApplicationScoped
public class ToldRecords {
    private final RecordStore records;

    /** @param records where it is kept */
    @Inject
    public ToldRecords(RecordStore records) {
        this.records = records;
    }

    /**
     * Keeps a record, unless it is there.
     *
     * @return the record as it is kept
     * @throws StateConflict if something else is recorded by its id
     */
    public LifecycleRecord keep(LifecycleRecord record) {
        if (records.append(record)) {
            return record;
        }
        LifecycleRecord known = known(record.id()).orElse(record);
        if (!same(known, record)) {
            throw new StateConflict("%s was recorded with something else already: %s at %s. Records are never changed."
                    .formatted(record.id(), known.content(), known.at()));
        }
        return known;
    }

    /** The record of that id. */
    public Optional<LifecycleRecord> known(String id) {
        return records.byId(id).flatMap(stored -> stored.record());
    }

    /** Whether both say the same. */
    public static boolean same(LifecycleRecord one, LifecycleRecord other) {
        return RecordLeaf.of(one).equals(RecordLeaf.of(other));
    }

    /** As the database keeps a time. */
    public static Instant inMillis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
