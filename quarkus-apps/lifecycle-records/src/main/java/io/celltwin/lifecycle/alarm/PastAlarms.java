package io.celltwin.lifecycle.alarm;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The records of alarms that are over, each raising with all that was said of it: one that still stands is known from its records, and the
 * critical ones are the negative events of a battery's passport, so both stay.
 */
@ApplicationScoped
public class PastAlarms {
    private static final String CRITICAL = "critical";

    private final RecordStore records;

    @Inject
    public PastAlarms(RecordStore records) {
        this.records = records;
    }

    /**
     * The ids of the records of all raisings that were cleared before that time.
     *
     * @param wanted of which things
     */
    public List<String> before(Instant time, Predicate<String> wanted) {
        Map<String, Set<String>> clearedByThing = new HashMap<>();
        for (LifecycleRecord cleared : records.before(RecordType.ALARM, time, AlarmBook.EVENT, AlarmBook.CLEARED)) {
            if (wanted.test(cleared.thing())) {
                clearedByThing
                        .computeIfAbsent(cleared.thing(), thing -> new HashSet<>())
                        .add(raising(cleared));
            }
        }
        List<String> ids = new ArrayList<>();
        clearedByThing.forEach((thing, cleared) -> ids.addAll(of(records.about(thing, RecordType.ALARM), cleared)));
        return ids;
    }

    private static List<String> of(List<LifecycleRecord> alarms, Set<String> cleared) {
        Set<String> going = new HashSet<>(cleared);
        alarms.stream()
                .filter(record -> CRITICAL.equals(record.content().get("severity")))
                .forEach(record -> going.remove(raising(record)));
        return alarms.stream()
                .filter(record -> going.contains(raising(record)))
                .map(LifecycleRecord::id)
                .toList();
    }

    /** Which alarm, and since when: what raised it has that time as its own. */
    private static String raising(LifecycleRecord record) {
        return record.content().get(AlarmBook.ALARM) + "/"
                + record.content().getOrDefault(AlarmBook.SINCE, record.at().toString());
    }
}
