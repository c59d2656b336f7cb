package io.celltwin.lifecycle.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From before which time records of each type may have been taken away, so that no answer passes for all that ever was. Read from the records
 * of type {@code retention} when it is first asked for. Safe for use by several threads.
 */
@ApplicationScoped
public class TakenAway {
    private final RecordStore records;
    private Optional<Map<RecordType, Instant>> before = Optional.empty();

    @Inject
    public TakenAway(RecordStore records) {
        this.records = records;
    }

    /**
     * Before that time records of the type may be gone; empty if none is.
     *
     * @throws com.mongodb.MongoException if the database had to be asked and does not answer
     */
    public synchronized Optional<Instant> before(RecordType type) {
        return Optional.ofNullable(known().get(type));
    }

    /**
     * Why an answer that begins at that time does not hold all records of the type; empty if it does.
     *
     * @param from beginning of what was asked for; empty if all of the past was
     */
    public Optional<String> note(RecordType type, Optional<Instant> from) {
        return before(type)
                .filter(until -> from.filter(begin -> !begin.isBefore(until)).isEmpty())
                .map(until ->
                        "Records of the type %s from before %s may be missing here: they were taken away, and records of the type retention name them."
                                .formatted(type.wireName(), until));
    }

    /** As {@link #before} for all of these types of which any is gone, by their names. */
    public Map<String, Instant> before(Collection<RecordType> types, Optional<Instant> from) {
        Map<String, Instant> gone = new TreeMap<>();
        for (RecordType type : types) {
            before(type)
                    .filter(until ->
                            from.filter(begin -> !begin.isBefore(until)).isEmpty())
                    .ifPresent(until -> gone.put(type.wireName(), until));
        }
        return gone;
    }

    /** Records of the type from before that time are about to go. */
    public synchronized Instant upTo(RecordType type, Instant until) {
        return known().merge(type, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Takes what other replicas have taken away since. */
    public synchronized void refresh() {
        before = Optional.empty();
    }

    private Map<RecordType, Instant> known() {
        if (before.isEmpty()) {
            before = Optional.of(new EnumMap<>(records.takenAway()));
        }
        return before.get();
    }
}
