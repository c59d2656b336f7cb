package io.celltwin.lifecycle.record;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.celltwin.lifecycle.config.LifecycleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The append-only records in MongoDB: nothing in here changes or deletes one. */
@ApplicationScoped
public class RecordStore {
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
        records.createIndex(Indexes.compoundIndex(Indexes.ascending("thing"), Indexes.descending("at")));
        records.createIndex(Indexes.compoundIndex(Indexes.ascending("related"), Indexes.descending("at")));
        records.createIndex(Indexes.descending("at"));
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

    /** The records that the query asks for, newest first. */
    public List<LifecycleRecord> find(RecordQuery query) {
        List<Bson> conditions = new ArrayList<>();
        query.thing()
                .ifPresent(
                        thing -> conditions.add(Filters.or(Filters.eq("thing", thing), Filters.eq("related", thing))));
        query.type().ifPresent(type -> conditions.add(Filters.eq("type", type.wireName())));
        query.from().ifPresent(from -> conditions.add(Filters.gte("at", Date.from(from))));
        query.to().ifPresent(to -> conditions.add(Filters.lt("at", Date.from(to))));
        Bson filter = conditions.isEmpty() ? Filters.empty() : Filters.and(conditions);
        return records.find(filter)
                .sort(Sorts.descending("at"))
                .limit(query.limit())
                .map(RecordStore::toRecord)
                .into(new ArrayList<>());
    }

    /** The newest record of that type about the thing itself. */
    public Optional<LifecycleRecord> newest(String thing, RecordType type) {
        Bson filter = Filters.and(Filters.eq("thing", thing), Filters.eq("type", type.wireName()));
        return Optional.ofNullable(
                        records.find(filter).sort(Sorts.descending("at")).first())
                .map(RecordStore::toRecord);
    }

    private static Document toDocument(LifecycleRecord record) {
        return new Document("_id", record.id())
                .append("type", record.type().wireName())
                .append("thing", record.thing())
                .append("at", Date.from(record.at()))
                .append("related", List.copyOf(record.related()))
                .append("content", new Document(record.content()));
    }

    private static LifecycleRecord toRecord(Document document) {
        Instant at = document.getDate("at").toInstant();
        return new LifecycleRecord(
                document.getString("_id"),
                RecordType.of(document.getString("type")),
                document.getString("thing"),
                at,
                Set.copyOf(document.getList("related", String.class)),
                new LinkedHashMap<>(document.get("content", Document.class)));
    }
}
