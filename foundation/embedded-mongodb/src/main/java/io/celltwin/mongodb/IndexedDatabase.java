package io.celltwin.mongodb;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVStore;

/**
 * The library's database, with indexes that are not unique; the library itself looks at all documents for these.
 *
 * <p>
 * Its constructor opens the indexes that there are, before this class has got the store: they are told where their entries
 * are right afterwards.
 */
final class IndexedDatabase extends H2Database {
    private static final String DOCUMENTS = "databases.";

    private final MVStore store;
    /** Without an initializer, which would forget what the super class's constructor has put in. */
    private Map<String, CollectionIndexes> collections;

    IndexedDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
        this.store = store;
        collections().forEach((collection, indexes) -> indexes.all().forEach(index -> attach(collection, index)));
    }

    private Map<String, CollectionIndexes> collections() {
        if (collections == null) {
            collections = new ConcurrentHashMap<>();
        }
        return collections;
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        CollectionIndexes indexes = collections().computeIfAbsent(collection, any -> new CollectionIndexes());
        Optional<SecondaryIndex> known = indexes.all().stream()
                .filter(index -> index.getName().equals(name))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        SecondaryIndex index = new SecondaryIndex(name, keys, indexes);
        if (store != null) {
            attach(collection, index);
        }
        indexes.add(index);
        return index;
    }

    private void attach(String collection, SecondaryIndex index) {
        index.attach(store.openMap(getDatabaseName() + "." + collection + "._index_" + index.getName()));
    }

    /** Whether an index is asked for a query. */
    boolean helps(String collection, Document query) {
        return collections()
                .getOrDefault(collection, new CollectionIndexes())
                .plan(query)
                .isPresent();
    }

    /** Fills the indexes that are not complete. Nothing else may be written meanwhile. */
    void buildIndexes() {
        collections()
                .forEach((collection, indexes) -> indexes.all().stream()
                        .filter(index -> !index.isComplete())
                        .forEach(index ->
                                index.build(store.openMap(DOCUMENTS + getDatabaseName() + "." + collection), store)));
    }
}
