package io.celltwin.lifecycle.alarm;

import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.merkle.Hash;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Records every alarm of a twin when it is raised and when it is cleared, and meanwhile who acknowledged or shelved it or answered its advice, with the note.
 * Used by one thread.
 */
@ApplicationScoped
public class AlarmBook {
    private static final String RAISED = "raised";
    static final String CLEARED = "cleared";
    static final String ALARM = "alarm";
    static final String EVENT = "event";
    static final String SINCE = "since";
    private static final String REVISION = "revision";
    /** In an acknowledgement, a shelving and an answer: who, why, for how long, what. */
    private static final List<String> SAID = List.of("by", "note", "until", "answer");

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
     * @param alarms alarm by id; null for one that was cleared, by its id or by a pattern of ids
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
            alarmsByThing.put(thing, new Alarms(known.standing(), revision));
        }
        Said said = new Said(thing, revision, at, complete);
        Map<String, StandingAlarm> standing = known.standing();
        Set<String> ended = ended(alarms, complete, standing.keySet());
        ended.forEach(id -> cleared(said, id, at, standing));
        alarms.forEach(field -> {
            JsonValue alarm = field.getValue();
            if (alarm.isObject() && !alarm.isNull()) { // Ditto's null is an object, too
                raised(said, field.getKeyName(), alarm.asObject(), standing);
                handled(said, field.getKeyName(), alarm.asObject(), standing);
            }
        });
    }

    /** Those that stand no more. A patch names them one by one, or by a pattern that spares what the patch itself sets. */
    private static Set<String> ended(JsonObject alarms, boolean complete, Set<String> standing) {
        Set<String> ended = new HashSet<>();
        for (String id : standing) {
            Optional<JsonValue> told = alarms.getValue(id(id));
            if (told.isPresent() ? told.get().isNull() : complete || AlarmPattern.removes(alarms, id)) {
                ended.add(id);
            }
        }
        return ended;
    }

    private static JsonPointer id(String id) {
        return JsonPointer.empty().addLeaf(JsonKey.of(id));
    }

    private void raised(Said said, String id, JsonObject alarm, Map<String, StandingAlarm> standing) {
        StandingAlarm known = standing.get(id);
        // A merge that changes only the value of an active alarm does not say since when.
        Instant since = alarm.getValue(SINCE)
                .filter(JsonValue::isString)
                .map(value -> time(value.asString()).orElse(said.at()))
                .orElse(known == null ? said.at() : known.since())
                .truncatedTo(ChronoUnit.MILLIS); // as the database keeps it
        if (known != null) {
            if (since.equals(known.since())) {
                return;
            }
            cleared(said, id, since, standing);
        }
        Map<String, Object> content = content(id, RAISED, said);
        for (String name : new String[] {"severity", "message", "value", "limit", "state"}) {
            alarm.getValue(name)
                    .filter(value -> value.isString() || value.isNumber())
                    .ifPresent(value -> content.put(name, value.isString() ? value.asString() : value.asDouble()));
        }
        append(said.thing() + "/alarm/" + id + "/" + since, said.thing(), since, content);
        standing.put(id, StandingAlarm.raised(since));
    }

    private void cleared(Said said, String id, Instant at, Map<String, StandingAlarm> standing) {
        Instant since = standing.get(id).since();
        Map<String, Object> content = content(id, CLEARED, said);
        content.put(SINCE, since.toString());
        append(
                said.thing() + "/alarm/" + id + "/" + since + "/cleared",
                said.thing(),
                at.isBefore(since) ? since : at,
                content);
        standing.remove(id);
    }

    /** What a merge does not name is as it was; what a snapshot does not name is no more. */
    private void handled(Said said, String id, JsonObject alarm, Map<String, StandingAlarm> standing) {
        StandingAlarm known = standing.get(id);
        for (Handling handling : Handling.values()) {
            Optional<JsonValue> told = toldOf(said, handling, alarm);
            JsonObject before = known.handled().getOrDefault(handling, JsonObject.empty());
            if (told.isEmpty() && !said.complete()) {
                continue;
            }
            JsonObject now = told.filter(value -> value.isObject() && !value.isNull())
                    .map(value -> merged(said.complete() ? JsonObject.empty() : before, value.asObject()))
                    .orElseGet(JsonObject::empty);
            if (now.equals(before)) {
                continue;
            }
            if (now.isEmpty()) {
                ended(said, id, known, handling, before);
                known.handled().remove(handling);
            } else {
                begun(said, id, known, handling, now);
                known.handled().put(handling, now);
            }
        }
    }

    /**
     * What the alarm says of it. Of an alarm that a device itself has raised and shelved, nobody but the device says so, by its state;
     * who acknowledged it at the device, the device need not know.
     */
    private static Optional<JsonValue> toldOf(Said said, Handling handling, JsonObject alarm) {
        Optional<JsonValue> told = alarm.getValue(handling.member());
        boolean ofDevice =
                alarm.getValue("condition").filter(JsonValue::isObject).isPresent();
        if (!ofDevice) {
            return told;
        }
        JsonObject byDevice = JsonObject.newBuilder().set("by", said.thing()).build();
        if (handling == Handling.SHELVED) {
            boolean shelved =
                    text(alarm, "state").filter(handling.member()::equals).isPresent();
            return Optional.of(shelved ? byDevice : JsonFactory.nullLiteral());
        }
        return told.map(value -> value.isObject() && !value.isNull() ? merged(byDevice, value.asObject()) : value);
    }

    /** Null removes in a merge, but does not take away who a device is. */
    private static JsonObject merged(JsonObject before, JsonObject patch) {
        JsonObjectBuilder merged = before.toBuilder();
        patch.forEach(field -> {
            if (!field.getValue().isNull()) {
                merged.set(field);
            }
        });
        return merged.build();
    }

    private void begun(Said said, String id, StandingAlarm alarm, Handling handling, JsonObject now) {
        Optional<String> saidAt = text(now, "at");
        // Nobody acknowledges what is not there yet, or before the twin has it.
        Optional<Instant> possible = saidAt.flatMap(AlarmBook::time)
                .filter(time -> !time.isBefore(alarm.since()) && !time.isAfter(said.at()));
        Map<String, Object> content = content(id, handling.member(), said);
        content.put(SINCE, alarm.since().toString());
        SAID.forEach(name -> text(now, name).ifPresent(text -> content.put(name, text)));
        saidAt.ifPresent(text -> content.put("saidAt", text));
        append(
                handlingId(said.thing(), id, alarm, handling.member(), now),
                said.thing(),
                possible.orElse(notBefore(alarm.since(), said.at())),
                content);
    }

    private void ended(Said said, String id, StandingAlarm alarm, Handling handling, JsonObject before) {
        Map<String, Object> content = content(id, handling.withdrawn(), said);
        content.put(SINCE, alarm.since().toString());
        append(
                handlingId(said.thing(), id, alarm, handling.withdrawn(), before),
                said.thing(),
                notBefore(alarm.since(), said.at()),
                content);
    }

    /** What was said belongs into the id: told again it is the same fact, and something else another one. */
    private static String handlingId(String thing, String id, StandingAlarm alarm, String event, JsonObject said) {
        Map<String, Object> words = new TreeMap<>();
        said.forEach(field -> words.put(
                field.getKeyName(),
                field.getValue().isString()
                        ? field.getValue().asString()
                        : field.getValue().toString()));
        return thing + "/alarm/" + id + "/" + alarm.since() + "/" + event.replace(' ', '-') + "/"
                + Hash.ofLeaf(CanonicalJson.bytes(words)).hex();
    }

    private void append(String id, String thing, Instant at, Map<String, Object> content) {
        records.append(new LifecycleRecord(id, RecordType.ALARM, thing, at, Set.of(), content));
    }

    private static Map<String, Object> content(String id, String event, Said said) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(ALARM, id);
        content.put(EVENT, event);
        content.put(REVISION, said.revision());
        return content;
    }

    /** Another replica goes on with the thing. */
    public void forget(String thing) {
        alarmsByThing.remove(thing);
    }

    /** The newest raising of each alarm, unless it was cleared, and what was said of it since. */
    private Alarms inRecords(String thing) {
        long recordedUpTo = 0;
        Map<String, Instant> newestRaised = new HashMap<>();
        Set<String> cleared = new HashSet<>();
        List<LifecycleRecord> newestFirst = records.about(thing, RecordType.ALARM);
        for (LifecycleRecord record : newestFirst) {
            String id = (String) record.content().get(ALARM);
            if (record.content().get(REVISION) instanceof Number revision) {
                recordedUpTo = Math.max(recordedUpTo, revision.longValue());
            }
            if (CLEARED.equals(record.content().get(EVENT))) {
                cleared.add(id + "/" + record.content().get(SINCE));
            } else if (RAISED.equals(record.content().get(EVENT))) {
                newestRaised.putIfAbsent(id, record.at());
            }
        }
        Map<String, StandingAlarm> standing = new HashMap<>();
        newestRaised.forEach((id, since) -> {
            if (!cleared.contains(id + "/" + since)) {
                standing.put(id, StandingAlarm.raised(since));
            }
        });
        newestFirst.stream()
                .sorted((one, other) -> Long.compare(revision(one), revision(other)))
                .forEach(record -> handledInRecord(record, standing));
        return new Alarms(standing, recordedUpTo);
    }

    private static void handledInRecord(LifecycleRecord record, Map<String, StandingAlarm> standing) {
        StandingAlarm alarm = standing.get(String.valueOf(record.content().get(ALARM)));
        if (alarm == null || !alarm.since().toString().equals(record.content().get(SINCE))) {
            return;
        }
        Object event = record.content().get(EVENT);
        Handling.endedBy(event).ifPresent(alarm.handled()::remove);
        Handling.begunBy(event).ifPresent(handling -> {
            JsonObjectBuilder said = JsonObject.newBuilder();
            SAID.forEach(name -> put(said, name, record.content().get(name)));
            put(said, "at", record.content().get("saidAt"));
            alarm.handled().put(handling, said.build());
        });
    }

    private static void put(JsonObjectBuilder said, String name, Object text) {
        if (text != null) {
            said.set(name, text.toString());
        }
    }

    private static long revision(LifecycleRecord record) {
        return record.content().get(REVISION) instanceof Number revision ? revision.longValue() : 0;
    }

    private static Instant notBefore(Instant since, Instant at) {
        return at.isBefore(since) ? since : at;
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.getValue(name).filter(JsonValue::isString).map(JsonValue::asString);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What the records told of a thing's alarms when it was first seen, kept up to date.
     *
     * @param standing those that are raised, by id
     * @param recordedUpTo the thing's newest revision of which the records tell, then
     */
    private record Alarms(Map<String, StandingAlarm> standing, long recordedUpTo) {}

    /**
     * What a twin said.
     *
     * @param thing its id
     * @param revision its revision then
     * @param at when
     * @param complete whether it said all
     */
    private record Said(String thing, long revision, Instant at, boolean complete) {}
}
