package io.celltwin.edge.store;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;

/**
 * Reads a twins' directory that nobody has open, around what is damaged in it: says what is lost, and brings the rest into
 * a new directory. What it brings is whole by the journal's own rules ({@link Remains}), and what it cannot vouch for it
 * names: nothing that is lost goes unsaid.
 */
public final class TwinsSalvage {
    private static final long BATCH_BYTES = 1L << 20;

    private final Path directory;
    private final List<String> losses = new ArrayList<>();
    private long entities;
    private boolean isDamaged;

    private TwinsSalvage(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads everything and changes nothing.
     *
     * @throws JournalException if there are no twins, or not even their database's list of files can be read
     */
    public static TwinsReport check(Path directory) throws JournalException {
        return new TwinsSalvage(directory).run(Optional.empty());
    }

    /**
     * Writes what can be kept into a new directory; the damaged one is left as it is.
     *
     * @param target is made; what is there from a salvage that was broken off has to be removed before
     * @throws JournalException if there are no twins, not even their database's list of files can be read, or the new ones
     *     cannot be written
     */
    public static TwinsReport salvage(Path directory, Path target) throws JournalException {
        try {
            OwnerOnly.createDirectories(target);
            RocksJournal.copyBeside(directory, target);
        } catch (IOException e) {
            throw new JournalException("The connections cannot be brought to " + target + ": " + e, e);
        }
        try (RocksFiles kept = RocksFiles.open(target)) {
            TwinsReport report = new TwinsSalvage(directory).run(Optional.of(kept));
            kept.database().put(RocksJournal.FORMAT_KEY, RocksJournal.FORMAT);
            return report;
        } catch (RocksDBException e) {
            throw new JournalException("The twins cannot be written to " + target + ": " + e.getMessage(), e);
        }
    }

    private TwinsReport run(Optional<RocksFiles> kept) throws JournalException {
        if (!Files.exists(directory.resolve("CURRENT"))) {
            throw new JournalException("There are no twins in " + directory);
        }
        try (RocksFiles files = open();
                Remnants remnants = new Remnants(files);
                WriteBatch batch = new WriteBatch()) {
            checkFormat(files);
            for (Optional<Remains> found = remnants.next(); found.isPresent(); found = remnants.next()) {
                Optional<Remains.Rebuilt> rebuilt = found.get().rebuild();
                tell(found.get(), rebuilt, remnants);
                if (rebuilt.isPresent() && kept.isPresent()) {
                    add(batch, kept.get(), rebuilt.get());
                    if (batch.getDataSize() > BATCH_BYTES) {
                        kept.get().write(batch);
                        batch.clear();
                    }
                }
            }
            remnants.untold()
                    .forEach(place ->
                            losses.add("Things and policies that nothing names any more may be lost between " + place));
            if (kept.isPresent()) {
                kept.get().write(batch);
            }
            return new TwinsReport(entities, isDamaged || !losses.isEmpty() || remnants.haveGaps(), losses);
        } catch (RocksDBException e) {
            throw new JournalException("The twins could not be kept: " + e.getMessage(), e);
        }
    }

    private RocksFiles open() throws JournalException {
        try {
            return RocksFiles.openToRead(directory, WALRecoveryMode.TolerateCorruptedTailRecords, true);
        } catch (RocksDBException damaged) {
            return openDamaged();
        }
    }

    private RocksFiles openDamaged() throws JournalException {
        isDamaged = true;
        try {
            RocksFiles files = RocksFiles.openToRead(directory, WALRecoveryMode.SkipAnyCorruptedRecords, true);
            losses.add("The log of the newest changes is damaged: changes that nothing else tells of may be lost");
            return files;
        } catch (RocksDBException notTheLogAlone) {
            try {
                RocksFiles files = RocksFiles.openToRead(directory, WALRecoveryMode.SkipAnyCorruptedRecords, false);
                losses.add(
                        "A whole file cannot be opened; if the log of the newest changes is damaged, too, that cannot be"
                                + " told from what follows");
                return files;
            } catch (RocksDBException e) {
                throw new JournalException(
                        "The twins in %s cannot be read at all (%s): bring a copy back by 'celltwin restore'"
                                .formatted(directory, e.getMessage()),
                        e);
            }
        }
    }

    private void checkFormat(RocksFiles files) throws JournalException {
        try {
            byte[] format = files.database().get(RocksJournal.FORMAT_KEY);
            if (format != null && format[0] > RocksJournal.FORMAT[0]) {
                throw new JournalException("The twins in %s have format '%s', which this version cannot read"
                        .formatted(directory, new String(format, StandardCharsets.UTF_8)));
            }
        } catch (RocksDBException e) {
            isDamaged = true; // the number of the format alone, which a directory that was ever opened has
        }
    }

    private void tell(Remains remains, Optional<Remains.Rebuilt> rebuilt, Remnants remnants) {
        EntityKey key = remains.key();
        if (rebuilt.isEmpty()) {
            losses.add(
                    key.kind() == EntityKind.POLICY
                            ? "The %s is lost: things under it are closed to everybody until it is created again"
                                    .formatted(key)
                            : "The %s is lost".formatted(key));
            return;
        }
        entities++;
        Entity latest = rebuilt.get().latest();
        if (latest.revision() < remains.newestRevision()) {
            losses.add("The %s is as it was at revision %d of %s: changes up to revision %d are lost"
                    .formatted(key, latest.revision(), latest.modified(), remains.newestRevision()));
        } else if (remnants.mayLackChanges(key, latest.revision() + 1, Long.MAX_VALUE)) {
            losses.add("The %s is as it was at revision %d of %s: if it was changed after that, that is lost"
                    .formatted(key, latest.revision(), latest.modified()));
        }
        if (lacksHistory(remains, rebuilt.get(), remnants)) {
            losses.add("The history of %s before revision %d is lost"
                    .formatted(key, rebuilt.get().oldestRevision()));
        }
    }

    private static boolean lacksHistory(Remains remains, Remains.Rebuilt rebuilt, Remnants remnants) {
        if (rebuilt.base().equals(remains.base())) {
            return false;
        }
        return remains.base().isPresent()
                || remnants.mayLackBase(remains.key())
                || remnants.mayLackChanges(remains.key(), 1, rebuilt.oldestRevision() - 1);
    }

    private static void add(WriteBatch batch, RocksFiles kept, Remains.Rebuilt rebuilt) throws RocksDBException {
        byte[] key = Keys.entity(rebuilt.latest().key());
        if (rebuilt.base().isPresent()) {
            batch.put(kept.bases(), key, rebuilt.base().get().toBytes());
        }
        for (Change change : rebuilt.history()) {
            batch.put(
                    kept.changes(),
                    Keys.change(change.key(), change.revision()),
                    change.toJson().toString().getBytes(StandardCharsets.UTF_8));
        }
        batch.put(kept.snapshots(), key, rebuilt.latest().toBytes());
    }
}
