package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import org.h2.mvstore.MVStore;

/** The library's documents in a file, with indexes that are not unique. */
final class IndexedBackend extends H2Backend {
    IndexedBackend(MVStore store) {
        super(store);
        version(ServedVersion.MONGO_4_4);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }

    /** Fills the indexes that are not complete. Nothing else may be written meanwhile. */
    void buildIndexes() {
        for (String name : listDatabaseNames()) {
            if (resolveDatabase(name) instanceof IndexedDatabase database) {
                database.buildIndexes();
            }
        }
    }
}
