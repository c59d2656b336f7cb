package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;

/**
 * The library's store, but with each write committed and synced before it is answered. Writes come one after the other,
 * so that no commit holds half of another one. A write that the disk does not take is answered with an error and was not
 * made; reads go on.
 */
final class DurableBackend implements MongoBackend {
    private static final Logger LOG = Logger.getLogger(DurableBackend.class);

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

    private final DocumentFile file;
    private final BooleanSupplier diskHasRoom;
    private final Optional<ConnectionGuard> guard;
    private final ReentrantLock writing = new ReentrantLock();

    /** @param guard lets connections in; without one everybody may do everything */
    DurableBackend(DocumentFile file, BooleanSupplier diskHasRoom, Optional<ConnectionGuard> guard) {
        this.file = file;
        this.diskHasRoom = diskHasRoom;
        this.guard = guard;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Optional<Document> guarded =
                guard.flatMap(connections -> connections.answer(message.getChannel(), message.getDocument()));
        return guarded.orElseGet(() -> allowed(message));
    }

    private Document allowed(MongoMessage message) {
        file.reopen();
        if (READS.contains(message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT))) {
            return file.documents().handleMessage(message);
        }
        if (!diskHasRoom.getAsBoolean()) {
            return outOfSpace("the disk is nearly full");
        }
        writing.lock();
        try {
            Document answer = file.documents().handleMessage(message);
            file.commit();
            return answer;
        } catch (MVStoreException e) {
            LOG.errorf("A document could not be written: %s", e.getMessage());
            file.reopen();
            return outOfSpace(e.getMessage());
        } finally {
            writing.unlock();
        }
    }

    private static Document outOfSpace(String reason) {
        return new Document("ok", 0)
                .append("code", OUT_OF_DISK_SPACE)
                .append("codeName", "OutOfDiskSpace")
                .append("errmsg", "The documents cannot be written, make room on the disk: " + reason);
    }

    @Override
    public void handleClose(Channel channel) {
        guard.ifPresent(connections -> connections.forget(channel));
        file.documents().handleClose(channel);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Optional<Document> guarded = guard.flatMap(connections -> connections.answer(channel, query));
        return guarded.orElseGet(() -> file.documents().handleCommand(channel, database, command, query));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        if (guard.isPresent() && !guard.get().isSignedIn(query.getChannel())) {
            return new QueryResult();
        }
        return file.documents().handleQuery(query);
    }

    @Override
    public void dropDatabase(String database) {
        file.documents().dropDatabase(database);
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return file.documents().getCurrentOperations(query);
    }

    @Override
    public Document getServerStatus() {
        return file.documents().getServerStatus();
    }

    @Override
    public void closeCursors(List<Long> cursorIds) {
        file.documents().closeCursors(cursorIds);
    }

    @Override
    public Clock getClock() {
        return file.documents().getClock();
    }

    @Override
    public void enableOplog() {
        file.documents().enableOplog();
    }

    @Override
    public void disableOplog() {
        file.documents().disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return file.documents().resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        file.documents().version(version);
        return this;
    }

    @Override
    public void close() {
        file.close();
    }
}
