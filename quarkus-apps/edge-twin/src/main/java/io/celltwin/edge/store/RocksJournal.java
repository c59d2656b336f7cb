package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;
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
 * add the snapshot and the deletion of the changes that need not be kept any longer.
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
public final class RocksJournal implements Journal {
    private static final Logger LOG = Logger.getLogger(RocksJournal.class);
    private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FORMAT = "1".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final RetentionPolicy retention;
    private final Map<EntityKey, Progress> progress = new HashMap<>();
    /** The entities that a failed write touched, as they were before it, with the revisions it may have left. */
    private final Map<EntityKey, InDoubt> inDoubt = new LinkedHashMap<>();

    private Optional<RocksFiles> open = Optional.empty();

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
            if (found == null) {
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
        try (RocksIterator snapshots = files.database().newIterator(files.snapshots())) {
            for (snapshots.seekToFirst(); snapshots.isValid(); snapshots.next()) {
                EntityKey key = Keys.entity(snapshots.key());
                Entity snapshot = Entity.fromJson(key, json(snapshots.value()));
                Entity latest = snapshot;
                for (Change change : changes(key, snapshot.revision() + 1, Integer.MAX_VALUE)) {
                    latest = Entity.after(Optional.of(latest), change);
                }
                progress.put(key, new Progress(snapshot.revision(), oldestRevision(key, latest.revision())));
                sink.accept(latest);
            }
            snapshots.status();
        } catch (RocksDBException e) {
            throw failure("read", e);
        } catch (RuntimeException e) {
            throw new JournalException(
                    "The twin's directory " + directory + " holds a record that cannot be read: " + e, e);
        }
    }

    private long oldestRevision(EntityKey key, long latest) throws JournalException {
        List<Change> oldest = changes(key, 0, 1);
        return oldest.isEmpty() ? latest + 1 : oldest.get(0).revision();
    }

    @Override
    public List<Change> changes(EntityKey key, long fromRevision, int limit) throws JournalException {
        List<Change> found = new ArrayList<>();
        RocksFiles files = files();
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
                snapshotIfDue(batch, files, entity, steps);
            }
            files.write(batch);
        } catch (RocksDBException e) {
            entries.forEach(this::markInDoubt);
            throw failure("written", e);
        }
        progress.putAll(steps);
        inDoubt.clear();
    }

    private void snapshotIfDue(WriteBatch batch, RocksFiles files, Entity entity, Map<EntityKey, Progress> steps)
            throws RocksDBException {
        EntityKey key = entity.key();
        Progress before = steps.getOrDefault(key, progress.getOrDefault(key, Progress.NONE));
        if (!before.started() || entity.revision() - before.snapshotRevision() >= retention.changesPerSnapshot()) {
            batch.put(files.snapshots(), Keys.entity(key), bytes(entity.toJson()));
            long firstKept = Math.max(before.oldestRevision(), entity.revision() - retention.changesKept() + 1);
            for (long revision = before.oldestRevision(); revision < firstKept; revision++) {
                batch.delete(files.changes(), Keys.change(key, revision));
            }
            steps.put(key, new Progress(entity.revision(), firstKept));
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
            batch.put(
                    files.snapshots(),
                    Keys.entity(key),
                    bytes(doubt.before().get().toJson()));
            long oldest = progress.getOrDefault(key, Progress.NONE).oldestRevision();
            steps.put(key, new Progress(lastGood, oldest));
        } else {
            batch.delete(files.snapshots(), Keys.entity(key));
        }
    }

    private void reopen() throws JournalException {
        LOG.warnf("Opening the twin's directory %s again after a failed write", directory);
        close();
        open = Optional.of(RocksFiles.open(directory));
    }

    @Override
    public void recover() throws JournalException {
        if (!inDoubt.isEmpty()) {
            append(List.of());
        }
    }

    @Override
    public void close() {
        open.ifPresent(RocksFiles::close);
        open = Optional.empty();
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
     * @param oldestRevision the oldest change that is kept
     */
    private record Progress(long snapshotRevision, long oldestRevision) {
        static final Progress NONE = new Progress(0, 1);

        boolean started() {
            return snapshotRevision > 0;
        }
    }

    private record InDoubt(Optional<Entity> before, long lastRevision) {}
}
