package io.celltwin.mongodb;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Path;
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

    private static final String COUNT = "count";

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "killcursors",
            "aggregate",
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
        String command = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
        if (READS.contains(command)) {
            return file.documents().handleMessage(message);
        }
        if (command.equals(COUNT)) {
            return counted(message);
        }
        if (!diskHasRoom.getAsBoolean()) {
            return outOfSpace("the disk is nearly full");
        }
        writing.lock();
        try {
            Document answer = file.documents().handleMessage(message);
            file.documents()
                    .buildIndexes(); // which are complete, but after a new one was asked for, or a build broken off
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

    /** The library does not hold writes off while it counts, and what an index has found would be gone. */
    private Document counted(MongoMessage message) {
        writing.lock();
        try {
            return file.documents().handleMessage(message);
        } finally {
            writing.unlock();
        }
    }

    /** Builds the indexes that a former version, or a build that was broken off, has left without their entries. */
    void buildIndexes() throws IOException {
        if (!diskHasRoom.getAsBoolean()) {
            return;
        }
        writing.lock();
        try {
            file.documents().buildIndexes();
            file.commit();
        } catch (MVStoreException e) {
            throw new IOException("The indexes of documents cannot be written: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    /** Copies the file as it is after a write. */
    void copyTo(Path target) throws IOException {
        writing.lock();
        try {
            file.commit();
            file.copyTo(target);
        } catch (MVStoreException e) {
            throw new IOException("The documents cannot be copied: " + e.getMessage(), e);
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
