package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes records away that nobody has to keep. What goes is recorded first, with each record's hash, so that the log still
 * tells it from what somebody deleted. A kill in between leaves records that are said to be gone: they go next time.
 */
@ApplicationScoped
public class RecordRetention {
    private static final String THING = "celltwin:records";
    private static final int MOST_AT_ONCE = 200;

    private final RecordStore records;
    private final RecordLog log;

    @Inject
    public RecordRetention(RecordStore records, RecordLog log) {
        this.records = records;
        this.log = log;
    }

    /**
     * Takes these records away.
     *
     * @param ids of the records; those that there are not are left out
     * @param reason why, for whoever looks for them
     * @return how many went
     * @throws com.mongodb.MongoException if the database does not answer; then some may still be there
     */
    public int remove(List<String> ids, String reason, Instant now) {
        log.catchUp();
        int removed = 0;
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            removed += removeSome(ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE)), reason, now);
        }
        return removed;
    }

    private int removeSome(List<String> ids, String reason, Instant now) {
        List<Removal> removals = new ArrayList<>();
        for (String id : ids) {
            Optional<StoredRecord> stored = records.byId(id);
            stored.filter(record -> record.position() < log.size())
                    .ifPresent(record -> removals.add(new Removal(
                            record.position(), id, log.entry(record.position()).leaf())));
        }
        if (removals.isEmpty()) {
            return 0;
        }
        String id = "%s/retention/%d-%d/%s"
                .formatted(
                        THING,
                        removals.get(0).position(),
                        removals.get(removals.size() - 1).position(),
                        now);
        records.append(new LifecycleRecord(
                id,
                RecordType.RETENTION,
                THING,
                now,
                Set.of(),
                Map.of("reason", reason, Removals.FIELD, Removals.content(removals))));
        records.remove(removals.stream().map(Removal::record).toList());
        return removals.size();
    }
}
