package io.celltwin.lifecycle.access;

import com.mongodb.MongoException;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Shows records to those who ask: who may not see trade secrets gets them without, and is told so; who sees one leaves a record of it. While that
 * cannot be recorded, nobody sees them, and the rest goes on.
 */
@ApplicationScoped
public class RecordAccess {
    /** The thing of a record of access that was to no single thing. */
    public static final String ALL_RECORDS = "celltwin:records";

    private static final Logger LOG = Logger.getLogger(RecordAccess.class);
    private static final String WITHHELD = "withheld";
    private static final String CORE = "core";

    private final RecordStore records;
    private final CoreValues values;

    /**
     * @param records where access is recorded
     * @param values which of them are trade secrets
     */
    @Inject
    public RecordAccess(RecordStore records, CoreValues values) {
        this.records = records;
        this.values = values;
    }

    /**
     * These records as the reader may see them.
     *
     * @param thing of which he asked; {@link #ALL_RECORDS} if of none
     * @param asked what he asked, in words
     */
    public List<LifecycleRecord> show(Reader reader, String thing, String asked, List<LifecycleRecord> found) {
        Map<String, Set<String>> core = values.in(found);
        if (core.isEmpty()) {
            return found;
        }
        if (reader.seesCore() && isLeft(reader, thing, asked, core.size())) {
            return found;
        }
        return found.stream()
                .map(record -> core.containsKey(record.id()) ? without(record, core.get(record.id())) : record)
                .toList();
    }

    /** A full disk takes no record of who reads, but keeps nobody from what is no secret. */
    private boolean isLeft(Reader reader, String thing, String asked, int holding) {
        try {
            leave(reader, thing, asked, holding);
            return true;
        } catch (MongoException e) {
            LOG.warnf("Trade secrets are withheld, since the access cannot be recorded: %s", e.getMessage());
            return false;
        }
    }

    /**
     * Whether the reader may see something that holds all of these records' values and cannot be shown in part. What he sees is recorded.
     *
     * @throws com.mongodb.MongoException if the access cannot be recorded; then nothing may be shown
     */
    public boolean mayRead(Reader reader, String thing, String asked, List<LifecycleRecord> found) {
        int core = values.in(found).size();
        if (core > 0 && reader.seesCore()) {
            leave(reader, thing, asked, core);
        }
        return core == 0 || reader.seesCore();
    }

    /**
     * Records that the reader saw what is for the owner alone.
     *
     * @param holding how many records or documents with trade secrets he saw
     */
    public void leave(Reader reader, String thing, String asked, int holding) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("by", reader.name());
        content.put("asked", asked);
        content.put("holding", (long) holding);
        records.append(new LifecycleRecord(
                thing + "/access/" + now + "/" + UUID.randomUUID(), RecordType.ACCESS, thing, now, Set.of(), content));
    }

    private static LifecycleRecord without(LifecycleRecord record, Set<String> names) {
        Map<String, Object> content = new LinkedHashMap<>(record.content());
        if (content.get(CoreValues.VALUES) instanceof Map<?, ?> told) {
            Map<String, Object> shown = new LinkedHashMap<>();
            told.forEach((name, value) -> {
                if (!names.contains(String.valueOf(name))) {
                    shown.put(String.valueOf(name), value);
                }
            });
            content.put(CoreValues.VALUES, shown);
        }
        content.remove(CoreValues.DOCUMENT);
        if (names.contains(CoreValues.VALUE)) {
            content.remove(CoreValues.VALUE);
            content.remove(CoreValues.ANSWER);
        }
        content.put(WITHHELD, Map.of(CORE, List.copyOf(names)));
        return new LifecycleRecord(record.id(), record.type(), record.thing(), record.at(), record.related(), content);
    }
}
