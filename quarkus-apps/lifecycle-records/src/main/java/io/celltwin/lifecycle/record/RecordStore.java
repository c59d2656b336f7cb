package io.celltwin.lifecycle.record;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.celltwin.lifecycle.config.LifecycleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The append-only records in MongoDB: nothing in here changes or deletes one. */
@ApplicationScoped
public class RecordStore {
    private static final String ID = "_id";
    private static final String TYPE = "type";
    private static final String THING = "thing";
    private static final String AT = "at";
    private static final String RELATED = "related";
    private static final Bson NEWEST_FIRST = Sorts.descending(AT, ID);

    private final MongoCollection<Document> records;

    /** @param client the database server */
    @Inject
    public RecordStore(MongoClient client, LifecycleConfig config) {
        this.records = client.getDatabase(config.database()).getCollection("records");
    }

    /**
     * Makes the indexes that the queries need, where they are not there yet.
     *
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public void prepare() {
        records.createIndex(Indexes.compoundIndex(Indexes.ascending(THING), Indexes.descending(AT)));
        records.createIndex(Indexes.compoundIndex(Indexes.ascending(RELATED), Indexes.descending(AT)));
        records.createIndex(Indexes.descending(AT));
    }

    /**
     * Adds a record. One that is there already is left as it is.
     *
     * @return whether it is new
     * @throws com.mongodb.MongoException if the database cannot be reached or refuses it
     */
    public boolean append(LifecycleRecord record) {
        try {
            records.insertOne(toDocument(record));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** The records that the query asks for, as many as it allows. */
    public RecordPage find(RecordQuery query) {
        List<Bson> conditions = new ArrayList<>();
        query.thing().ifPresent(thing -> conditions.add(aboutOrWith(thing)));
        query.type().ifPresent(type -> conditions.add(Filters.eq(TYPE, type.wireName())));
        query.from().ifPresent(from -> conditions.add(Filters.gte(AT, Date.from(from))));
        query.to().ifPresent(to -> conditions.add(Filters.lt(AT, Date.from(to))));
        query.after().ifPresent(place -> conditions.add(behind(place)));
        Bson filter = conditions.isEmpty() ? Filters.empty() : Filters.and(conditions);
        List<LifecycleRecord> found = records.find(filter)
                .sort(NEWEST_FIRST)
                .limit(query.limit() + 1)
                .map(RecordStore::toRecord)
                .into(new ArrayList<>());
        if (found.size() <= query.limit()) {
            return new RecordPage(found, Optional.empty());
        }
        List<LifecycleRecord> page = found.subList(0, query.limit());
        return new RecordPage(page, Optional.of(RecordPlace.behind(page.get(page.size() - 1))));
    }

    /** All records of that type about the thing itself, newest first. */
    public List<LifecycleRecord> about(String thing, RecordType type) {
        return records.find(Filters.and(Filters.eq(THING, thing), Filters.eq(TYPE, type.wireName())))
                .sort(NEWEST_FIRST)
                .map(RecordStore::toRecord)
                .into(new ArrayList<>());
    }

    /** Whether any record tells of the thing. */
    public boolean knows(String thing) {
        return records.find(aboutOrWith(thing)).first() != null;
    }

    /**
     * The things with records of that type in which the given one takes part, those with the newest record first.
     *
     * @param most no more than these
     */
    public Set<String> thingsWith(String related, RecordType type, int most) {
        Set<String> things = new LinkedHashSet<>();
        try (MongoCursor<Document> cursor = records.find(
                        Filters.and(Filters.eq(RELATED, related), Filters.eq(TYPE, type.wireName())))
                .projection(Projections.include(THING))
                .sort(NEWEST_FIRST)
                .cursor()) {
            while (things.size() < most && cursor.hasNext()) {
                things.add(cursor.next().getString(THING));
            }
        }
        return things;
    }

    private static Bson aboutOrWith(String thing) {
        return Filters.or(Filters.eq(THING, thing), Filters.eq(RELATED, thing));
    }

    private static Bson behind(RecordPlace place) {
        Date at = Date.from(place.at());
        return Filters.or(Filters.lt(AT, at), Filters.and(Filters.eq(AT, at), Filters.lt(ID, place.id())));
    }

    private static Document toDocument(LifecycleRecord record) {
        return new Document(ID, record.id())
                .append(TYPE, record.type().wireName())
                .append(THING, record.thing())
                .append(AT, Date.from(record.at()))
                .append(RELATED, List.copyOf(record.related()))
                .append("content", new Document(record.content()));
    }

    private static LifecycleRecord toRecord(Document document) {
        Instant at = document.getDate(AT).toInstant();
        return new LifecycleRecord(
                document.getString(ID),
                RecordType.of(document.getString(TYPE)),
                document.getString(THING),
                at,
                Set.copyOf(document.getList(RELATED, String.class)),
                new LinkedHashMap<>(document.get("content", Document.class)));
    }
}
