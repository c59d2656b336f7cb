package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * An index that is not unique, by the first of its fields: a map in the documents' own file, whose keys are a value's text
 * ({@link IndexTerms}) and the place of a document. It changes with the documents and is committed with them.
 *
 * <p>
 * <b>States.</b> <i>Incomplete</i>: it answers nothing, so that all documents are looked at. <i>Complete</i>: a mark in the map
 * says so, which is written when all documents are in it; a build that was broken off begins anew.
 */
final class SecondaryIndex extends Index<Object> {
    /** In front of all texts of values. */
    private static final Object[] COMPLETE = {" complete"};
    /** Says that some document has an array there: then two bounds may be met by two of its elements. */
    private static final Object[] ARRAYS = {" arrays"};

    private static final int COMMIT_EVERY = 500;

    private final List<String> path;
    private final CollectionIndexes siblings;
    private Optional<MVMap<Object, Object>> entries = Optional.empty();

    SecondaryIndex(String name, List<IndexKey> keys, CollectionIndexes siblings) {
        super(name, keys, true); // what has no value there is not in it
        this.path = List.of(keys.get(0).getKey().split("\\.", -1));
        this.siblings = siblings;
    }

    /** What is asked of it: texts from one to another, both included. */
    record Range(String first, String last) {}

    /** Tells it where its entries are. */
    void attach(MVMap<Object, Object> map) {
        entries = Optional.of(map);
    }

    String field() {
        return String.join(".", path);
    }

    boolean isComplete() {
        return entries.map(map -> map.containsKey(COMPLETE)).orElse(false);
    }

    boolean hasArrays() {
        return entries.map(map -> map.containsKey(ARRAYS)).orElse(true);
    }

    /**
     * Takes in all documents, with a commit now and then, so that memory holds a few of them at a time.
     *
     * @param documents all of the collection, by their places
     */
    void build(MVMap<Object, Document> documents, MVStore store) {
        MVMap<Object, Object> map = entries.orElseThrow();
        map.clear();
        int taken = 0;
        Iterator<Object> places = documents.keyIterator(null);
        while (places.hasNext()) {
            Object place = places.next();
            put(documents.get(place), place);
            if (++taken % COMMIT_EVERY == 0) {
                store.commit();
            }
        }
        map.put(COMPLETE, true);
    }

    /** Hands over the places of all documents that may have a value in a range. */
    void find(List<Range> ranges, Consumer<Object> sink) {
        for (Range range : ranges) {
            find(range, sink);
        }
        find(new Range(IndexTerms.REST, IndexTerms.REST), sink);
    }

    private void find(Range range, Consumer<Object> sink) {
        Iterator<Object> keys = entries.orElseThrow().keyIterator(new Object[] {range.first()});
        while (keys.hasNext()) {
            Object[] key = (Object[]) keys.next();
            if (((String) key[0]).compareTo(range.last()) > 0) {
                return;
            }
            sink.accept(key[1]);
        }
    }

    private void put(Document document, Object place) {
        MVMap<Object, Object> map = entries.orElseThrow();
        for (String term : IndexTerms.at(document, path)) {
            map.put(new Object[] {term, Missing.ofNullable(place)}, true);
        }
        if (IndexTerms.hasArray(document, path) && !map.containsKey(ARRAYS)) {
            map.put(ARRAYS, true);
        }
    }

    @Override
    public void add(Document document, Object place, MongoCollection<Object> collection) {
        put(document, place);
    }

    @Override
    public Object remove(Document document) {
        Object place = Missing.ofNullable(document.get("_id"));
        for (String term : IndexTerms.at(document, path)) {
            if (entries.orElseThrow().remove(new Object[] {term, place}) == null) {
                removeEqual(term, place);
            }
        }
        return null; // the place is told by the index of ids
    }

    /** A document that was inserted as 1 and replaced as 1.0 is still in the place 1. */
    private void removeEqual(String term, Object place) {
        List<Object> equal = new ArrayList<>();
        find(new Range(term, term), known -> {
            if (ValueComparator.asc().compare(known, place) == 0) {
                equal.add(known);
            }
        });
        equal.forEach(known -> entries.orElseThrow().remove(new Object[] {term, known}));
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object place, MongoCollection<Object> collection) {
        Set<String> gone = new TreeSet<>(IndexTerms.at(oldDocument, path));
        gone.removeAll(IndexTerms.at(newDocument, path));
        gone.forEach(term -> entries.orElseThrow().remove(new Object[] {term, Missing.ofNullable(place)}));
        put(newDocument, place);
    }

    @Override
    public boolean canHandle(Document query) {
        return siblings.plan(query).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return siblings.find(query);
    }

    /** It is built elsewhere, a few documents at a time, so whoever adds it to a collection need not fill it. */
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getCount() {
        return entries.map(MVMap::sizeAsLong).orElse(0L);
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        siblings.remove(this);
    }

    @Override
    public Object getPosition(Document document) {
        return null; // it is not unique
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Any value may be added.
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // Any value may be changed.
    }
}
