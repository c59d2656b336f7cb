package io.celltwin.mongodb;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The library's store, but with each write committed and synced before it is answered. Writes come one after the other,
 * so that no commit holds half of another one.
 */
final class DurableBackend extends H2Backend {
    /** MongoDB's own code and name for a full disk; clients treat it as an error that is not to be retried. */
    private static final int OUT_OF_DISK_SPACE = 14031;

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "killcursors",
            "aggregate",
            "count",
            "distinct",
            "hello",
            "ismaster",
            "ping",
            "buildinfo",
            "serverstatus",
            "dbstats",
            "collstats",
            "listcollections",
            "listdatabases",
            "listindexes",
            "getparameter",
            "getlog",
            "whatsmyuri",
            "endsessions",
            "connectionstatus");

    private final MVStore store;
    private final ReentrantLock writing = new ReentrantLock();

    DurableBackend(MVStore store) {
        super(store);
        this.store = store;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        if (READS.contains(message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT))) {
            return super.handleMessage(message);
        }
        writing.lock();
        try {
            Document answer = super.handleMessage(message);
            if (store.hasUnsavedChanges()) {
                store.commit();
                store.sync();
            }
            return answer;
        } catch (MVStoreException e) {
            // The library closes the store by itself, so that nobody reads what is not on the disk.
            throw new MongoServerError(
                    OUT_OF_DISK_SPACE,
                    "OutOfDiskSpace",
                    "The documents cannot be written, make room on the disk and start again: " + e.getMessage());
        } finally {
            writing.unlock();
        }
    }
}
