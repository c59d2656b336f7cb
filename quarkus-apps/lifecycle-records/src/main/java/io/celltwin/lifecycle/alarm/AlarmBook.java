package io.celltwin.lifecycle.alarm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordQuery;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;

/** Records every alarm of a twin when it is raised and when it is cleared. Used by one thread. */
@ApplicationScoped
public class AlarmBook {
    private static final String RAISED = "raised";
    private static final String CLEARED = "cleared";

    private final RecordStore records;
    /** Since when each alarm of a thing is active; read from the records when a thing is first seen. */
    private final Map<String, Map<String, Instant>> activeByThing = new HashMap<>();

    /** @param records where alarms are recorded, and found again after a restart */
    @Inject
    public AlarmBook(RecordStore records) {
        this.records = records;
    }

    /**
     * Takes what a twin says of its alarms.
     *
     * @param thing id of the thing
     * @param alarms alarm by id; null for one that was cleared
     * @param complete whether these are all, so that any other has been cleared meanwhile
     * @param at when the twin said so
     */
    public void seen(String thing, JsonObject alarms, boolean complete, Instant at) {
        Map<String, Instant> active = activeByThing.computeIfAbsent(thing, this::activeInRecords);
        alarms.forEach(field -> {
            String id = field.getKeyName();
            if (field.getValue().isNull()) { // asked first, since Ditto's null is an object, too
                cleared(thing, id, at, active);
            } else if (field.getValue().isObject()) {
                raised(thing, id, field.getValue().asObject(), at, active);
            }
        });
        if (complete) {
            Set.copyOf(active.keySet())
                    .stream()
                    .filter(id -> !alarms.contains(id))
                    .forEach(id -> cleared(thing, id, at, active));
        }
    }

    private void raised(String thing, String id, JsonObject alarm, Instant at, Map<String, Instant> active) {
        Instant known = active.get(id);
        // A merge that changes only the value of an active alarm does not say since when.
        Instant since = alarm.getValue("since")
                .filter(JsonValue::isString)
                .map(value -> parse(value.asString(), at))
                .orElse(known == null ? at : known)
                .truncatedTo(ChronoUnit.MILLIS); // as the database keeps it
        if (since.equals(known)) {
            return;
        }
        if (known != null) {
            cleared(thing, id, since, active);
        }
        Map<String, Object> content = new HashMap<>();
        content.put("alarm", id);
        content.put("event", RAISED);
        for (String name : new String[]{"severity", "message", "value", "limit", "state"}) {
            alarm.getValue(name)
                    .filter(value -> value.isString() || value.isNumber())
                    .ifPresent(value -> content.put(name, value.isString() ? value.asString() : value.asDouble()));
        }
        records.append(
                new LifecycleRecord(thing + "/alarm/" + id + "/" + since, RecordType.ALARM, thing, since, Set.of(),
                        content));
        active.put(id, since);
    }

    private void cleared(String thing, String id, Instant at, Map<String, Instant> active) {
        Instant since = active.get(id);
        if (since == null) {
            return;
        }
        Map<String, Object> content = Map.of("alarm", id, "event", CLEARED, "since", since.toString());
        records.append(new LifecycleRecord(thing + "/alarm/" + id + "/" + since + "/cleared", RecordType.ALARM, thing,
                at.isBefore(since) ? since : at, Set.of(), content));
        active.remove(id);
    }

    /** The newest raising of each alarm, unless it was cleared. */
    private Map<String, Instant> activeInRecords(String thing) {
        Map<String, Instant> newestRaised = new HashMap<>();
        Set<String> cleared = new HashSet<>();
        for (LifecycleRecord record : records.find(RecordQuery.of(thing, RecordType.ALARM))) {
            String id = (String) record.content().get("alarm");
            if (CLEARED.equals(record.content().get("event"))) {
                cleared.add(id + "/" + record.content().get("since"));
            } else {
                newestRaised.putIfAbsent(id, record.at());
            }
        }
        newestRaised.entrySet().removeIf(alarm -> cleared.contains(alarm.getKey() + "/" + alarm.getValue()));
        return newestRaised;
    }

    private static Instant parse(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
