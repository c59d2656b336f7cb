package io.celltwin.lifecycle.record;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.encryption.LostKeyException;
import io.celltwin.lifecycle.merkle.Hash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jboss.logging.Logger;

/**
 * The append-only records in MongoDB: nothing in here changes one. Each has a position in the order in which they were
 * written, and its hash with the app's seal, in the same document: a record is there with all of them or not at all.
 */
@ApplicationScoped
public class RecordStore {
    private static final String ID = "_id";
    private static final String TYPE = "type";
    private static final String THING = "thing";
    private static final String AT = "at";
    private static final String RELATED = "related";
    private static final String CONTENT = "content";
    private static final String LEAF = "leaf";
    private static final String SEAL = "seal";
    private static final List<String> CORE_TYPES = Stream.of(RecordType.STEP, RecordType.COMMAND, RecordType.PASSPORT)
            .map(RecordType::wireName)
            .toList();
    private static final int ASKED_AT_ONCE = 500;
    private static final Logger LOG = Logger.getLogger(RecordStore.class);
    private static final DocumentCodec CODEC = new DocumentCodec();
    private static final Bson NEWEST_FIRST = Sorts.descending(AT, ID);

    private final MongoCollection<Document> records;
    private final RecordPositions positions;
    private final RecordSeal seal;
    private final CoreFields core;
    private boolean prepared;

    /**
     * @param client the database server
     * @param seal by which the app knows its own records
     * @param core encrypts the trade secrets in them
     */
    @Inject
    public RecordStore(MongoClient client, LifecycleConfig config, RecordSeal seal, CoreFields core) {
        MongoDatabase database = client.getDatabase(config.database());
        this.records = database.getCollection("records");
        this.positions = new RecordPositions(records, database.getCollection("record_sequence"));
        this.seal = seal;
        this.core = core;
    }

    /**
     * Makes the indexes that the queries need, where they are not there yet, and gives the records of a version that knew no
     * positions theirs, in the order of their times. Nothing can be appended before.
     *
     * @param given below that all positions have been given, as the log knows
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public synchronized void prepare(long given) {
        records.createIndex(
                Indexes.ascending(RecordPositions.FIELD),
                new IndexOptions().unique(true).sparse(true));
        adopt();
        positions.remember(given);
        records.createIndex(Indexes.compoundIndex(Indexes.ascending(THING), Indexes.descending(AT)));
        records.createIndex(Indexes.compoundIndex(Indexes.ascending(RELATED), Indexes.descending(AT)));
        records.createIndex(Indexes.compoundIndex(Indexes.ascending(TYPE), Indexes.descending(AT)));
        records.createIndex(Indexes.descending(AT));
        prepared = true;
    }

    /**
     * Adds a record. One that is there already is left as it is.
     *
     * @return whether it is new
     * @throws com.mongodb.MongoException if the database cannot be reached or refuses it
     */
    public synchronized boolean append(LifecycleRecord record) {
        if (!prepared) {
            throw new MongoClientException("The record database has not answered yet");
        }
        Document document = asKept(toDocument(record));
        LifecycleRecord kept = toRecord(document);
        Hash leaf = RecordLeaf.of(kept);
        document.append(CoreFields.KEY, core.encrypt(kept, document.get(CONTENT, Document.class)));
        while (true) {
            long position = positions.next();
            try {
                records.insertOne(new Document(document)
                        .append(RecordPositions.FIELD, position)
                        .append(LEAF, new Binary(leaf.bytes()))
                        .append(SEAL, new Binary(seal.seal(position, leaf))));
                positions.taken(position);
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                if (records.find(Filters.eq(record.id())).first() != null) {
                    return false;
                }
                positions.taken(position); // by another replica
            }
        }
    }

    /** What the database has at these positions, in their order; nothing for one where nothing is. */
    public List<StoredRecord> at(List<Long> wanted) {
        return records
                .find(Filters.in(RecordPositions.FIELD, wanted))
                .map(this::toStored)
                .into(new ArrayList<>())
                .stream()
                .sorted(Comparator.comparing(StoredRecord::position))
                .toList();
    }

    /** What the database has at the position of that record. Asked for the id alone: with more, the embedded server would search. */
    public Optional<StoredRecord> byId(String id) {
        return Optional.ofNullable(records.find(Filters.eq(id)).first())
                .filter(document -> document.containsKey(RecordPositions.FIELD))
                .map(this::toStored);
    }

    /** The record that tells that the one at that position was taken away. */
    public Optional<StoredRecord> removalOf(long position) {
        return Optional.ofNullable(records.find(Filters.and(
                                Filters.eq(TYPE, RecordType.RETENTION.wireName()),
                                Filters.eq(CONTENT + ".removed.position", position)))
                        .first())
                .map(this::toStored);
    }

    /** The newest time of the records of each type that were taken away, as records of type {@code retention} tell. */
    Map<RecordType, Instant> takenAway() {
        Map<RecordType, Instant> until = new EnumMap<>(RecordType.class);
        records.find(Filters.eq(TYPE, RecordType.RETENTION.wireName()))
                .projection(Projections.include(CONTENT + "." + Retained.OF, CONTENT + "." + Retained.UNTIL))
                .map(document -> document.get(CONTENT, Document.class))
                .forEach(content -> Retained.read(content)
                        .ifPresent(told -> until.merge(
                                told.type(), told.until(), (one, other) -> one.isAfter(other) ? one : other)));
        return until;
    }

    /**
     * The ids of records of that type from before that time.
     *
     * @param most no more than these
     */
    public List<String> idsBefore(RecordType type, Instant before, int most) {
        return records.find(Filters.and(Filters.eq(TYPE, type.wireName()), Filters.lt(AT, Date.from(before))))
                .projection(Projections.include(ID))
                .limit(most)
                .map(document -> document.getString(ID))
                .into(new ArrayList<>());
    }

    /** All records of that type from before that time in whose content the field has that value. */
    public List<LifecycleRecord> before(RecordType type, Instant before, String field, Object value) {
        return records.find(Filters.and(
                        Filters.eq(TYPE, type.wireName()),
                        Filters.lt(AT, Date.from(before)),
                        Filters.eq(CONTENT + "." + field, value)))
                .map(this::toRecord)
                .into(new ArrayList<>());
    }

    /** Remembers that all positions below that one have been given, whatever becomes of their records. */
    public synchronized void remember(long given) {
        positions.remember(given);
    }

    /** Below that all positions have been given. */
    public long given() {
        return positions.remembered();
    }

    /** The ids of documents that have no position, or one from that on, which no record has that this app wrote. */
    public List<String> outside(long size) {
        List<String> outside = records.find(Filters.exists(RecordPositions.FIELD, false))
                .projection(Projections.include(ID))
                .map(document -> String.valueOf(document.get(ID)))
                .into(new ArrayList<>());
        records.find(Filters.gte(RecordPositions.FIELD, size))
                .map(this::toStored)
                .forEach(stored -> {
                    if (stored.written().isEmpty()) {
                        outside.add(stored.id());
                    }
                });
        return outside;
    }

    /**
     * Takes records away for good. What they were stays provable by the log; whoever calls this has recorded it before.
     *
     * @param ids of the records
     */
    public void remove(Collection<String> ids) {
        records.deleteMany(Filters.in(ID, ids));
    }

    /**
     * Encrypts trade secrets with the newest key that are not: those of a former key, and of a version that encrypted none. What a record says is
     * as before. One that somebody has changed is left as it is.
     *
     * @return how many records were written anew
     * @throws LostKeyException if the former key of one of them is not there
     * @throws com.mongodb.MongoException if the database does not answer; then the rest is as before
     */
    public int encryptAnew() {
        List<String> former = records.find(Filters.and(
                        Filters.in(TYPE, CORE_TYPES),
                        Filters.nin(CoreFields.KEY, List.of(CoreFields.NO_KEY, core.currentKey()))))
                .projection(Projections.include(ID))
                .map(document -> document.getString(ID))
                .into(new ArrayList<>());
        return (int) former.stream().filter(this::encryptAnew).count();
    }

    private boolean encryptAnew(String id) {
        Document document = records.find(Filters.eq(id)).first();
        if (document == null || !isAsWritten(document)) {
            return false;
        }
        // To know whether it is as it was written, its trade secrets were put back.
        Document content = document.get(CONTENT, Document.class);
        int key = core.encrypt(toRecord(document), content);
        records.updateOne(
                Filters.and(Filters.eq(id), Filters.eq(LEAF, document.get(LEAF))),
                Updates.combine(Updates.set(CONTENT, content), Updates.set(CoreFields.KEY, key)));
        return true;
    }

    private boolean isAsWritten(Document document) {
        if (!document.containsKey(RecordPositions.FIELD)) {
            return false;
        }
        StoredRecord stored = toStored(document);
        return stored.written().isPresent() && stored.written().equals(stored.leaf());
    }

    /** The records of a version without positions are taken as they are, once: later ones without are none of ours. */
    private void adopt() {
        if (!positions.mayAdopt()) {
            return;
        }
        List<Document> found = records.find(Filters.exists(RecordPositions.FIELD, false))
                .projection(Projections.include(AT))
                .into(new ArrayList<>());
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.<Document, Date>comparing(document -> document.getDate(AT))
                .thenComparing(document -> document.getString(ID)));
        positions.adopting(true);
        LOG.infof("%d records of a former version are given their positions", found.size());
        found.forEach(document -> adopt(document.getString(ID)));
        positions.adopting(false);
    }

    private void adopt(String id) {
        Hash leaf = RecordLeaf.of(toRecord(records.find(Filters.eq(id)).first()));
        while (true) {
            long position = positions.next();
            try {
                records.updateOne(
                        Filters.and(Filters.eq(id), Filters.exists(RecordPositions.FIELD, false)),
                        Updates.combine(
                                Updates.set(RecordPositions.FIELD, position),
                                Updates.set(LEAF, new Binary(leaf.bytes())),
                                Updates.set(SEAL, new Binary(seal.seal(position, leaf)))));
                positions.taken(position);
                return;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                positions.taken(position); // by another replica
            }
        }
    }

    /** The records that the query asks for, as many as it allows. */
    public RecordPage find(RecordQuery query) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(query.type()
                .map(type -> Filters.eq(TYPE, type.wireName()))
                .orElseGet(() -> Filters.ne(TYPE, RecordType.ACCESS.wireName())));
        query.from().ifPresent(from -> conditions.add(Filters.gte(AT, Date.from(from))));
        query.to().ifPresent(to -> conditions.add(Filters.lt(AT, Date.from(to))));
        query.after().ifPresent(place -> conditions.add(behind(place)));
        int most = query.limit() + 1;
        List<LifecycleRecord> found = query.thing()
                .map(thing -> newestOf(
                        newest(with(conditions, Filters.eq(THING, thing)), most),
                        newest(with(conditions, Filters.eq(RELATED, thing)), most),
                        most))
                .orElseGet(() -> newest(conditions, most));
        if (found.size() <= query.limit()) {
            return new RecordPage(found, Optional.empty());
        }
        List<LifecycleRecord> page = found.subList(0, query.limit());
        return new RecordPage(page, Optional.of(RecordPlace.behind(page.get(page.size() - 1))));
    }

    private static List<Bson> with(List<Bson> conditions, Bson another) {
        List<Bson> all = new ArrayList<>(conditions);
        all.add(another);
        return all;
    }

    private List<LifecycleRecord> newest(List<Bson> conditions, int most) {
        return records.find(Filters.and(conditions))
                .sort(NEWEST_FIRST)
                .limit(most)
                .map(this::toRecord)
                .into(new ArrayList<>());
    }

    /** Two questions that have an index each, instead of one with "or", for which a server may read all there is. */
    private static List<LifecycleRecord> newestOf(List<LifecycleRecord> some, List<LifecycleRecord> others, int most) {
        Map<String, LifecycleRecord> all = new LinkedHashMap<>();
        some.forEach(record -> all.put(record.id(), record));
        others.forEach(record -> all.put(record.id(), record));
        return all.values().stream()
                .sorted(RecordPlace.NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    /** All records of that type about the thing itself, newest first. */
    public List<LifecycleRecord> about(String thing, RecordType type) {
        return records.find(Filters.and(Filters.eq(THING, thing), Filters.eq(TYPE, type.wireName())))
                .sort(NEWEST_FIRST)
                .map(this::toRecord)
                .into(new ArrayList<>());
    }

    /** All records of these types about any of the things themselves. */
    public List<LifecycleRecord> aboutAny(Collection<String> things, Set<RecordType> types) {
        return ofAny(THING, things, types);
    }

    /** All records of these types in which any of the things takes part. */
    public List<LifecycleRecord> withAny(Collection<String> related, Set<RecordType> types) {
        return ofAny(RELATED, related, types);
    }

    private List<LifecycleRecord> ofAny(String field, Collection<String> things, Set<RecordType> types) {
        List<String> wanted = List.copyOf(things);
        List<String> names = types.stream().map(RecordType::wireName).toList();
        Map<String, LifecycleRecord> found = new LinkedHashMap<>();
        for (int from = 0; from < wanted.size(); from += ASKED_AT_ONCE) {
            List<String> asked = wanted.subList(from, Math.min(from + ASKED_AT_ONCE, wanted.size()));
            records.find(Filters.and(Filters.in(field, asked), Filters.in(TYPE, names)))
                    .map(this::toRecord)
                    .forEach(record -> found.put(record.id(), record));
        }
        return List.copyOf(found.values());
    }

    /** Whether any record tells of the thing. */
    public boolean knows(String thing) {
        return records.find(Filters.eq(THING, thing)).first() != null
                || records.find(Filters.eq(RELATED, thing)).first() != null;
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
                .append(CONTENT, new Document(record.content()));
    }

    /** As the database gives it back: its text has no lone surrogates any more, its times no microseconds. */
    private static Document asKept(Document document) {
        return new RawBsonDocument(document, CODEC).decode(CODEC);
    }

    private StoredRecord toStored(Document document) {
        long position = ((Number) document.get(RecordPositions.FIELD)).longValue();
        Optional<LifecycleRecord> record = readable(document);
        Optional<Hash> written = Optional.empty();
        if (document.get(LEAF) instanceof Binary leaf
                && leaf.length() == Hash.BYTES
                && document.get(SEAL) instanceof Binary sealed) {
            written = Optional.of(Hash.of(leaf.getData())).filter(hash -> seal.fits(sealed.getData(), position, hash));
        }
        return new StoredRecord(
                position, String.valueOf(document.get(ID)), record, record.map(RecordLeaf::of), written);
    }

    /** Whoever changed a document may have made anything of it. */
    private Optional<LifecycleRecord> readable(Document document) {
        try {
            LifecycleRecord record = toRecord(document);
            RecordLeaf.of(record);
            return Optional.of(record);
        } catch (LostKeyException e) {
            throw e; // it is not known whether anybody changed it
        } catch (RuntimeException e) {
            LOG.debugf("%s is no record: %s", document.get(ID), e.getMessage());
            return Optional.empty();
        }
    }

    private LifecycleRecord toRecord(Document document) {
        Instant at = document.getDate(AT).toInstant();
        Document content = document.get(CONTENT, Document.class);
        core.decrypt(document.getString(ID), content);
        return new LifecycleRecord(
                document.getString(ID),
                RecordType.of(document.getString(TYPE)),
                document.getString(THING),
                at,
                Set.copyOf(document.getList(RELATED, String.class)),
                new LinkedHashMap<>(content));
    }
}
