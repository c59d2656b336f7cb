package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.Retained;
import io.celltwin.lifecycle.record.StoredRecord;
import io.celltwin.lifecycle.record.TakenAway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes records away that nobody has to keep. What goes is recorded first, by type and with each record's hash, so that the log still
 * tells it from what somebody deleted. A kill in between leaves records that are said to be gone: they go next time.
 *
 * <p>What is not as it was written stays where it is: it is evidence of who changed it, and a change of its time must not make it go.
 */
@ApplicationScoped
public class RecordRetention {
    private static final Logger LOG = Logger.getLogger(RecordRetention.class);
    private static final String THING = "celltwin:records";
    private static final int MOST_AT_ONCE = 200;

    private final RecordStore records;
    private final RecordLog log;
    private final TakenAway takenAway;

    @Inject
    public RecordRetention(RecordStore records, RecordLog log, TakenAway takenAway) {
        this.records = records;
        this.log = log;
        this.takenAway = takenAway;
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
        Map<RecordType, List<StoredRecord>> going = new EnumMap<>(RecordType.class);
        int count = 0;
        for (String id : ids) {
            Optional<StoredRecord> stored = records.byId(id).filter(record -> record.position() < log.size());
            if (stored.isPresent() && isAsWritten(stored.get())) {
                RecordType type = stored.get().record().orElseThrow().type();
                going.computeIfAbsent(type, none -> new ArrayList<>()).add(stored.get());
                count++;
            }
        }
        going.forEach((type, stored) -> remove(type, stored, reason, now));
        return count;
    }

    private boolean isAsWritten(StoredRecord stored) {
        RecordLog.Entry entry = log.entry(stored.position());
        if (stored.id().equals(entry.record())
                && stored.leaf().equals(Optional.of(entry.leaf()))
                && stored.written().equals(stored.leaf())) {
            return true;
        }
        LOG.warnf("%s is not as it was written and therefore kept; an audit says more", stored.id());
        return false;
    }

    private void remove(RecordType type, List<StoredRecord> going, String reason, Instant now) {
        List<Removal> removals = going.stream()
                .map(stored -> new Removal(
                        stored.position(), stored.id(), stored.leaf().orElseThrow()))
                .toList();
        Instant newest = going.stream()
                .map(stored -> stored.record().orElseThrow().at())
                .max(Instant::compareTo)
                .orElseThrow();
        // Known before it is recorded: nobody must take what is left for all there was.
        Instant until = takenAway.upTo(type, newest.plus(1, ChronoUnit.MILLIS));
        String id = "%s/retention/%d-%d/%s"
                .formatted(
                        THING,
                        removals.get(0).position(),
                        removals.get(removals.size() - 1).position(),
                        now);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("reason", reason);
        content.putAll(new Retained(type, until).content());
        content.put(Removals.FIELD, Removals.content(removals));
        records.append(new LifecycleRecord(id, RecordType.RETENTION, THING, now, Set.of(), content));
        records.remove(removals.stream().map(Removal::record).toList());
    }
}
