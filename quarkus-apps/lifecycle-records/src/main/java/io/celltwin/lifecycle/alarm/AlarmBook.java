package io.celltwin.lifecycle.alarm;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Records every alarm of a twin when it is raised and when it is cleared. Used by one thread. */
@ApplicationScoped
public class AlarmBook {
    private static final String RAISED = "raised";
    private static final String CLEARED = "cleared";
    private static final String REVISION = "revision";

    private final RecordStore records;
    /** Read from the records when a thing is first seen. */
    private final Map<String, Alarms> alarmsByThing = new HashMap<>();

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
     * @param revision the twin's revision when it said so; what is told again, because another replica died before it had
     *        saved its progress, is known by it
     * @param at when the twin said so
     */
    public void seen(String thing, JsonObject alarms, boolean complete, long revision, Instant at) {
        Alarms known = alarmsByThing.computeIfAbsent(thing, this::inRecords);
        if (!complete && revision < known.recordedUpTo()) {
            return;
        }
        if (complete && revision < known.recordedUpTo()) {
            // A thing of that name was made anew.
            alarmsByThing.put(thing, new Alarms(known.activeSince(), revision));
        }
        Map<String, Instant> active = known.activeSince();
        alarms.forEach(field -> {
            String id = field.getKeyName();
            if (field.getValue().isNull()) { // asked first, since Ditto's null is an object, too
                cleared(thing, id, revision, at, active);
            } else if (field.getValue().isObject()) {
                raised(thing, id, field.getValue().asObject(), revision, at, active);
            }
        });
        if (complete) {
            Set.copyOf(active.keySet()).stream()
                    .filter(id -> !alarms.contains(id))
                    .forEach(id -> cleared(thing, id, revision, at, active));
        }
    }

    private void raised(
            String thing, String id, JsonObject alarm, long revision, Instant at, Map<String, Instant> active) {
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
            cleared(thing, id, revision, since, active);
        }
        Map<String, Object> content = new HashMap<>();
        content.put("alarm", id);
        content.put("event", RAISED);
        content.put(REVISION, revision);
        for (String name : new String[] {"severity", "message", "value", "limit", "state"}) {
            alarm.getValue(name)
                    .filter(value -> value.isString() || value.isNumber())
                    .ifPresent(value -> content.put(name, value.isString() ? value.asString() : value.asDouble()));
        }
        records.append(new LifecycleRecord(
                thing + "/alarm/" + id + "/" + since, RecordType.ALARM, thing, since, Set.of(), content));
        active.put(id, since);
    }

    private void cleared(String thing, String id, long revision, Instant at, Map<String, Instant> active) {
        Instant since = active.get(id);
        if (since == null) {
            return;
        }
        Map<String, Object> content =
                Map.of("alarm", id, "event", CLEARED, "since", since.toString(), REVISION, revision);
        records.append(new LifecycleRecord(
                thing + "/alarm/" + id + "/" + since + "/cleared",
                RecordType.ALARM,
                thing,
                at.isBefore(since) ? since : at,
                Set.of(),
                content));
        active.remove(id);
    }

    /** Another replica goes on with the thing. */
    public void forget(String thing) {
        alarmsByThing.remove(thing);
    }

    /** The newest raising of each alarm, unless it was cleared. */
    private Alarms inRecords(String thing) {
        long recordedUpTo = 0;
        Map<String, Instant> newestRaised = new HashMap<>();
        Set<String> cleared = new HashSet<>();
        for (LifecycleRecord record : records.about(thing, RecordType.ALARM)) {
            String id = (String) record.content().get("alarm");
            if (record.content().get(REVISION) instanceof Number revision) {
                recordedUpTo = Math.max(recordedUpTo, revision.longValue());
            }
            if (CLEARED.equals(record.content().get("event"))) {
                cleared.add(id + "/" + record.content().get("since"));
            } else {
                newestRaised.putIfAbsent(id, record.at());
            }
        }
        newestRaised.entrySet().removeIf(alarm -> cleared.contains(alarm.getKey() + "/" + alarm.getValue()));
        return new Alarms(newestRaised, recordedUpTo);
    }

    /**
     * What the records told of a thing's alarms when it was first seen, kept up to date.
     *
     * @param activeSince since when each active alarm is so
     * @param recordedUpTo the thing's newest revision of which the records tell, then
     */
    private record Alarms(Map<String, Instant> activeSince, long recordedUpTo) {}

    private static Instant parse(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}
