package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps what passports said, each revision as a record of its own: nothing is overwritten, and the record log proves it. */
@ApplicationScoped
public class PassportRevisions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REVISION = "revision";
    private static final String DOCUMENT = "document";

    private final RecordStore records;

    /** @param records where they are kept */
    @Inject
    public PassportRevisions(RecordStore records) {
        this.records = records;
    }

    /**
     * Keeps a passport, unless the newest revision says the same.
     *
     * @param passport all tiers of it
     * @param by who wants it kept
     * @param at when
     * @return the record of the revision
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public synchronized LifecycleRecord keep(BatteryPassport passport, String by, Instant at) {
        Object document = plain(passport.document());
        while (true) {
            Optional<LifecycleRecord> newest = newest(passport.thing());
            if (newest.isPresent() && document.equals(newest.get().content().get(DOCUMENT))) {
                return newest.get();
            }
            LifecycleRecord next =
                    revision(newest.map(PassportRevisions::number).orElse(0L) + 1, passport, document, by, at);
            if (records.append(next)) {
                return next;
            }
            // Another replica had that number first.
        }
    }

    /**
     * What everybody may see of the newest revision.
     *
     * @return empty if none was ever kept
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public Optional<PublishedPassport> published(String thing) {
        return newest(thing).map(record -> {
            JsonNode document = JSON.valueToTree(record.content().get(DOCUMENT));
            return new PublishedPassport(
                    number(record),
                    record.at(),
                    record.id(),
                    PassportDocument.of(thing, Candidates.in(document), AccessTier.PUBLIC.visible()));
        });
    }

    /**
     * Revisions are numbered without a gap and none is ever taken away, so the newest is found by looking up some by their ids: an
     * anonymous reader must not make the database search.
     */
    private Optional<LifecycleRecord> newest(String thing) {
        long known = 0;
        long step = 1;
        while (revision(thing, known + step).isPresent()) {
            known += step;
            step *= 2;
        }
        while (step > 1) {
            step /= 2;
            if (revision(thing, known + step).isPresent()) {
                known += step;
            }
        }
        return known == 0 ? Optional.empty() : revision(thing, known);
    }

    private Optional<LifecycleRecord> revision(String thing, long number) {
        return records.byId(id(thing, number)).flatMap(StoredRecord::record);
    }

    private static String id(String thing, long number) {
        return thing + "/passport/" + number;
    }

    private static long number(LifecycleRecord record) {
        return ((Number) record.content().get(REVISION)).longValue();
    }

    private static LifecycleRecord revision(
            long number, BatteryPassport passport, Object document, String by, Instant at) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(REVISION, number);
        content.put("by", by);
        content.put(DOCUMENT, document);
        content.put(
                "missing",
                passport.missing().stream()
                        .filter(MissingAttribute::mandatory)
                        .map(MissingAttribute::path)
                        .toList());
        String thing = passport.thing();
        return new LifecycleRecord(id(thing, number), RecordType.PASSPORT, thing, at, Set.of(), content);
    }

    /** As the database gives it back: numbers are {@code long} or {@code double}. */
    private static Object plain(JsonNode json) {
        if (json.isObject()) {
            Map<String, Object> object = new LinkedHashMap<>();
            json.fields().forEachRemaining(member -> object.put(member.getKey(), plain(member.getValue())));
            return object;
        }
        if (json.isArray()) {
            List<Object> array = new ArrayList<>();
            json.forEach(element -> array.add(plain(element)));
            return array;
        }
        if (json.isNumber()) {
            return json.isIntegralNumber() && json.canConvertToLong()
                    ? (Object) json.longValue()
                    : (Object) json.doubleValue();
        }
        return json.isBoolean() ? (Object) json.booleanValue() : json.textValue();
    }
}
