package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The journal on RocksDB.
 *
 * <p>
 * <b>Idea.</b> Each change is one small record; the whole state of an entity is written again only now and then (a
 * snapshot), so that a value that changes ten times a second does not write a whole twin ten times a second.
 *
 * <p>
 * <b>To append a batch</b>
 * <ol>
 * <li>If a former batch failed, open the database again and begin the batch with what takes that one back.
 * <li>Add each change under its entity and revision.
 * <li>For each changed entity that has no snapshot, or whose snapshot lies {@code changesPerSnapshot} changes back,
 * add the snapshot, the deletion of the changes that need not be kept any longer, and the state after the last of these
 * (the base), from which all later ones can be made again.
 * <li>Write the batch, synced. RocksDB writes a batch whole or not at all.
 * <li>Only then note how far each entity is kept ({@link Progress}) and that nothing is in doubt.
 * </ol>
 * <b>To load</b>, take each snapshot and apply the changes after it.
 *
 * <p>
 * <b>States.</b> <i>Closed</i>: no database. <i>Sound</i>: the database holds what {@code progress} says and nothing
 * is in doubt. <i>In doubt</i>: a write failed. RocksDB may then refuse all others until it is opened again, and may
 * or may not have kept what failed; {@code inDoubt} has what those entities were before. The next {@link #append} or
 * {@link #recover} leads back to sound, or leaves it in doubt if the disk is still not well: then the database may be
 * closed meanwhile.
 *
 * <p>
 * <b>Formats.</b> Format 1 had no bases: what it deleted changes of is known from its last snapshot on, which becomes the
 * base when changes are deleted the next time. Format 2 has bases, and states that need not be read as JSON to be loaded
 * ({@link Entity#toBytes}); the first start makes it format 2, which has states of both forms.
 *
 * <p>
 * <b>Invariants.</b> The snapshot of an entity is never newer than its last change. The changes after a snapshot are
 * all there, without a gap. An entity without a snapshot has no changes. What was answered as failed is never loaded
 * as long as this process lives on to write once more.
 *
 * <p>
 * <b>Crash points.</b> Before step 4: nothing was written. In step 4: all or nothing of the batch is there, none of
 * it was answered. After step 4: all is there, whether answered or not. While in doubt: a failed batch that RocksDB
 * kept all the same is loaded by the next start; it was answered as failed, which tells no lie about any other
 * change.
 */
public final class RocksJournal implements Journal, JournalCopy {
    private static final Logger LOG = Logger.getLogger(RocksJournal.class);
    static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.UTF_8);
    static final byte[] FORMAT = "2".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FORMAT_WITHOUT_BASES = "1".getBytes(StandardCharsets.UTF_8);
    private static final String CONNECTIONS = "connections.";
    /** How many entities are decoded at a time at the start. */
    private static final int DECODED_AT_A_TIME = 2_048;
    /** How many entities are looked at for old changes at a time. */
    private static final int LOOKED_AT_A_TIME = 64;

    private final Path directory;
    private final RetentionPolicy retention;
    private final Map<EntityKey, Progress> progress = new HashMap<>();
    /** The entities that a failed write touched, as they were before it, with the revisions it may have left. */
    private final Map<EntityKey, InDoubt> inDoubt = new LinkedHashMap<>();

    /** Held by who reads the past, so that the database is not closed under him. */
    private final ReadWriteLock opening = new ReentrantReadWriteLock();

    private Optional<RocksFiles> open = Optional.empty();
    /** The entities that are still to be looked at for old changes. */
    private Iterator<EntityKey> lookedAt = Collections.emptyIterator();

    /** @param directory where it is to be, made if need be */
    public RocksJournal(Path directory, RetentionPolicy retention) {
        this.directory = directory;
        this.retention = retention;
    }

    @Override
    public void open() throws JournalException {
        try {
            OwnerOnly.createDirectories(directory);
        } catch (IOException e) {
            throw new JournalException("The twin's directory " + directory + " cannot be made: " + e, e);
        }
        RocksFiles files = RocksFiles.open(directory);
        try {
            checkFormat(directory, files);
        } catch (JournalException e) {
            files.close();
            throw e;
        }
        open = Optional.of(files);
    }

    private RocksFiles files() throws JournalException {
        return open.orElseThrow(() -> new JournalException("The twin's directory " + directory + " is not open."));
    }

    private static void checkFormat(Path directory, RocksFiles files) throws JournalException {
        try {
            byte[] found = files.database().get(FORMAT_KEY);
            if (found == null || java.util.Arrays.equals(found, FORMAT_WITHOUT_BASES)) {
                files.database().put(FORMAT_KEY, FORMAT);
            } else if (!java.util.Arrays.equals(found, FORMAT)) {
                throw new JournalException("The twin's directory " + directory + " has format '"
                        + new String(found, StandardCharsets.UTF_8) + "', which this version cannot read.");
            }
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    @Override
    public void load(Consumer<Entity> sink) throws JournalException {
        RocksFiles files = files();
        List<Stored> stored = new ArrayList<>(DECODED_AT_A_TIME);
        try (RocksIterator snapshots = files.database().newIterator(files.snapshots());
                RocksIterator changes = files.database().newIterator(files.changes())) {
            for (snapshots.seekToFirst(); snapshots.isValid(); snapshots.next()) {
                stored.add(new Stored(Keys.entity(snapshots.key()), snapshots.value()));
                if (stored.size() == DECODED_AT_A_TIME) {
                    decode(stored, changes, sink);
                    stored.clear();
                }
            }
            decode(stored, changes, sink);
            snapshots.status();
            changes.status();
        } catch (RocksDBException e) {
            throw Damage.failure("The twin's directory " + directory + " cannot be read", e);
        } catch (RuntimeException e) {
            throw new JournalException(
                    "The twin's directory " + directory + " holds a record that cannot be read (" + e + ")"
                            + Damage.WHAT_TO_DO,
                    e);
        }
    }

    /** Reading states takes most of the time of a start, so all cores do it. */
    private void decode(List<Stored> stored, RocksIterator changes, Consumer<Entity> sink) throws RocksDBException {
        List<Entity> snapshots = stored.parallelStream()
                .map(one -> Entity.fromBytes(one.key(), one.value()))
                .toList();
        for (Entity snapshot : snapshots) {
            EntityKey key = snapshot.key();
            Entity latest = snapshot;
            changes.seek(Keys.change(key, snapshot.revision() + 1));
            while (changes.isValid() && Keys.isChangeOf(key, changes.key())) {
                latest = Entity.after(Optional.of(latest), Change.fromJson(key, json(changes.value())));
                changes.next();
            }
            requireSound(changes);
            latest.compact();
            progress.put(key, new Progress(snapshot.revision(), Progress.UNKNOWN));
            sink.accept(latest);
        }
    }

    /** The end of what can be read is not taken for the end of what there is; the next search would forget the error. */
    private static void requireSound(RocksIterator records) throws RocksDBException {
        if (!records.isValid()) {
            records.status();
        }
    }

    /** The oldest change that is kept, the next one if there is none. */
    private long oldestRevision(RocksFiles files, EntityKey key, long latest) throws JournalException {
        try (RocksIterator changes = files.database().newIterator(files.changes())) {
            changes.seek(Keys.change(key, 0));
            requireSound(changes);
            return changes.isValid() && Keys.isChangeOf(key, changes.key()) ? Keys.revision(changes.key()) : latest + 1;
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    @Override
    public List<Change> changes(EntityKey key, long fromRevision, int limit) throws JournalException {
        opening.readLock().lock();
        try {
            return changes(files(), key, fromRevision, limit);
        } finally {
            opening.readLock().unlock();
        }
    }

    @Override
    public Optional<Entity> oldestState(EntityKey key) throws JournalException {
        opening.readLock().lock();
        try {
            RocksFiles files = files();
            Optional<Entity> base = read(files, files.bases(), key);
            if (base.isPresent() || oldestRevision(files, key, 0) == 1) {
                return base;
            }
            return read(files, files.snapshots(), key);
        } finally {
            opening.readLock().unlock();
        }
    }

    private static Optional<Entity> read(RocksFiles files, ColumnFamilyHandle family, EntityKey key)
            throws JournalException {
        try {
            byte[] value = files.database().get(family, Keys.entity(key));
            return Optional.ofNullable(value).map(bytes -> Entity.fromBytes(key, bytes));
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    private static List<Change> changes(RocksFiles files, EntityKey key, long fromRevision, int limit)
            throws JournalException {
        List<Change> found = new ArrayList<>();
        try (RocksIterator changes = files.database().newIterator(files.changes())) {
            changes.seek(Keys.change(key, fromRevision));
            while (changes.isValid() && found.size() < limit && Keys.isChangeOf(key, changes.key())) {
                found.add(Change.fromJson(key, json(changes.value())));
                changes.next();
            }
            changes.status();
            return found;
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    @Override
    public void append(List<JournalEntry> entries) throws JournalException {
        if (!inDoubt.isEmpty()) {
            reopen();
        }
        RocksFiles files = files();
        Map<EntityKey, Progress> steps = new HashMap<>();
        try (WriteBatch batch = new WriteBatch()) {
            for (Map.Entry<EntityKey, InDoubt> doubt : inDoubt.entrySet()) {
                restore(batch, files, doubt.getKey(), doubt.getValue(), steps);
            }
            Map<EntityKey, Entity> latest = new LinkedHashMap<>();
            for (JournalEntry entry : entries) {
                Change change = entry.change();
                batch.put(files.changes(), Keys.change(change.key(), change.revision()), bytes(change.toJson()));
                latest.put(change.key(), entry.after());
            }
            for (Entity entity : latest.values()) {
                snapshotIfDue(batch, files, entity, entries, steps);
            }
            files.write(batch);
        } catch (RocksDBException e) {
            entries.forEach(this::markInDoubt);
            throw failure("written", e);
        }
        progress.putAll(steps);
        inDoubt.clear();
    }

    private void snapshotIfDue(
            WriteBatch batch,
            RocksFiles files,
            Entity entity,
            List<JournalEntry> entries,
            Map<EntityKey, Progress> steps)
            throws RocksDBException, JournalException {
        EntityKey key = entity.key();
        Progress before = steps.getOrDefault(key, progress.getOrDefault(key, Progress.NONE));
        if (before.started() && entity.revision() - before.snapshotRevision() < retention.changesPerSnapshot()) {
            return;
        }
        batch.put(files.snapshots(), Keys.entity(key), entity.toBytes());
        long oldest =
                before.isKnown() ? before.oldestRevision() : oldestRevision(files, key, before.snapshotRevision());
        long firstKept = Math.max(oldest, entity.revision() - retention.changesKept() + 1);
        if (firstKept > oldest) {
            Entity base = entity.revision() == firstKept - 1
                    ? entity
                    : stateAt(files, key, firstKept - 1, entries).orElse(entity);
            forget(batch, files, key, oldest, firstKept, base);
        }
        steps.put(key, new Progress(entity.revision(), firstKept));
    }

    /** Adds to a batch that an entity is known from a state on only. */
    private static void forget(
            WriteBatch batch, RocksFiles files, EntityKey key, long oldest, long firstKept, Entity base)
            throws RocksDBException {
        for (long revision = oldest; revision < firstKept; revision++) {
            batch.delete(files.changes(), Keys.change(key, revision));
        }
        batch.put(files.bases(), Keys.entity(key), base.toBytes());
    }

    /**
     * The state of an entity after a change.
     *
     * @param entries what is not on disk yet
     * @return nothing if it cannot be made any more
     */
    private static Optional<Entity> stateAt(RocksFiles files, EntityKey key, long revision, List<JournalEntry> entries)
            throws JournalException {
        for (JournalEntry entry : entries) {
            if (entry.change().key().equals(key) && entry.change().revision() == revision) {
                return Optional.of(entry.after());
            }
        }
        Optional<Entity> state = read(files, files.bases(), key);
        long from = state.map(Entity::revision).orElse(0L) + 1;
        for (Change change : changes(files, key, from, (int) Math.max(0, revision - from + 1))) {
            if (change.revision() != state.map(Entity::revision).orElse(0L) + 1) {
                return Optional.empty();
            }
            state = Optional.of(Entity.after(state, change));
        }
        return state.filter(made -> made.revision() == revision);
    }

    /** What lies beside the database, say the connections, is copied with it. */
    @Override
    public void copyTo(Path target) throws JournalException {
        opening.readLock().lock();
        try {
            files().copyTo(target);
            copyBeside(directory, target);
        } catch (RocksDBException e) {
            throw Damage.failure("The twins cannot be copied to " + target, e);
        } catch (IOException e) {
            throw new JournalException("The twins cannot be copied to " + target + ": " + e, e);
        } finally {
            opening.readLock().unlock();
        }
    }

    /** Copies the files of connections from one twins' directory to another. */
    static void copyBeside(Path from, Path to) throws IOException {
        try (Stream<Path> content = Files.list(from)) {
            for (Path file : content.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().startsWith(CONNECTIONS)) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    @Override
    public void forgetOld() throws JournalException {
        if (retention.keptFor().isEmpty() || !inDoubt.isEmpty()) {
            return;
        }
        if (!lookedAt.hasNext()) {
            lookedAt = List.copyOf(progress.keySet()).iterator();
        }
        Instant limit = Instant.now().minus(retention.keptFor().get());
        RocksFiles files = files();
        Map<EntityKey, Progress> steps = new HashMap<>();
        try (WriteBatch batch = new WriteBatch()) {
            for (int i = 0; i < LOOKED_AT_A_TIME && lookedAt.hasNext(); i++) {
                EntityKey key = lookedAt.next();
                forgetOld(batch, files, key, limit, steps);
            }
            if (!steps.isEmpty()) {
                files.write(batch);
            }
        } catch (RocksDBException e) {
            throw failure("written", e);
        }
        progress.putAll(steps);
    }

    private void forgetOld(
            WriteBatch batch, RocksFiles files, EntityKey key, Instant limit, Map<EntityKey, Progress> steps)
            throws RocksDBException, JournalException {
        Progress now = progress.getOrDefault(key, Progress.NONE);
        List<Change> oldest = changes(files, key, 0, retention.changesPerSnapshot());
        long firstKept = oldest.stream()
                .filter(change -> change.timestamp().isBefore(limit))
                .filter(change -> change.revision() <= now.snapshotRevision())
                .mapToLong(change -> change.revision() + 1)
                .max()
                .orElse(0);
        if (firstKept > 0) {
            Optional<Entity> base = stateAt(files, key, firstKept - 1, List.of());
            if (base.isPresent()) {
                forget(batch, files, key, oldest.get(0).revision(), firstKept, base.get());
                steps.put(key, new Progress(now.snapshotRevision(), firstKept));
            }
        }
    }

    private void markInDoubt(JournalEntry entry) {
        EntityKey key = entry.change().key();
        InDoubt known = inDoubt.get(key);
        long last = Math.max(entry.change().revision(), known == null ? 0 : known.lastRevision());
        inDoubt.put(key, new InDoubt(known == null ? entry.before() : known.before(), last));
    }

    /** Takes back what a failed write may have left: its changes and its snapshot. */
    private void restore(
            WriteBatch batch, RocksFiles files, EntityKey key, InDoubt doubt, Map<EntityKey, Progress> steps)
            throws RocksDBException {
        long lastGood = doubt.before().map(Entity::revision).orElse(0L);
        for (long revision = lastGood + 1; revision <= doubt.lastRevision(); revision++) {
            batch.delete(files.changes(), Keys.change(key, revision));
        }
        if (doubt.before().isPresent()) {
            batch.put(files.snapshots(), Keys.entity(key), doubt.before().get().toBytes());
            steps.put(key, new Progress(lastGood, Progress.UNKNOWN));
        } else {
            batch.delete(files.snapshots(), Keys.entity(key));
        }
    }

    private void reopen() throws JournalException {
        LOG.warnf("Opening the twin's directory %s again after a failed write", directory);
        opening.writeLock().lock();
        try {
            close();
            open = Optional.of(RocksFiles.open(directory));
        } finally {
            opening.writeLock().unlock();
        }
    }

    @Override
    public void recover() throws JournalException {
        if (!inDoubt.isEmpty()) {
            append(List.of());
        }
    }

    @Override
    public void close() {
        opening.writeLock().lock();
        try {
            open.ifPresent(RocksFiles::close);
            open = Optional.empty();
        } finally {
            opening.writeLock().unlock();
        }
    }

    private static JsonObject json(byte[] bytes) {
        return JsonObject.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JournalException failure(String verb, RocksDBException cause) {
        return new JournalException("The twin's data could not be " + verb + ": " + cause.getMessage(), cause);
    }

    /**
     * How far an entity is kept.
     *
     * @param snapshotRevision the revision of its snapshot, 0 if it has none
     * @param oldestRevision the oldest change that is kept, or that it was not looked for yet
     */
    private record Progress(long snapshotRevision, long oldestRevision) {
        static final Progress NONE = new Progress(0, 1);
        static final long UNKNOWN = 0;

        boolean isKnown() {
            return oldestRevision != UNKNOWN;
        }

        boolean started() {
            return snapshotRevision > 0;
        }
    }

    /** A snapshot as it lies on disk. */
    private record Stored(EntityKey key, byte[] value) {}

    private record InDoubt(Optional<Entity> before, long lastRevision) {}
}
