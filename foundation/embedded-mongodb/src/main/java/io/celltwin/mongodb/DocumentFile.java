package io.celltwin.mongodb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;

/**
 * The one file with all documents, and the library's view of it. After a write that failed the store has closed itself, so
 * that nobody reads what is not on the disk: then it is opened again, as it was after the last write that succeeded.
 *
 * <p>
 * Each commit appends a chunk with the pages that changed; a chunk's room is used again when no page in it is valid. Since
 * some page of almost every chunk stays valid for long, the file would grow by all that was ever written: from time to time
 * the valid pages of sparse chunks are written together. Used by one thread at a time, but for reads.
 */
final class DocumentFile {
    private static final Logger LOG = Logger.getLogger(DocumentFile.class);
    /** As the store counts, by bytes on the disk: documents that were read take some eight times of it as objects. */
    private static final int CACHE_MB = 2;

    private static final Duration COMPACT_EVERY = Duration.ofMinutes(1);
    /** How long a chunk stays after its last page was replaced: the library's own choice. */
    private static final Duration RETENTION = Duration.ofSeconds(45);
    /** Chunks are rewritten while less than this share of all pages is valid, percent. */
    private static final int FILL_PERCENT = 70;

    private static final int MOST_BYTES_AT_ONCE = 4 << 20;
    private static final long REOPEN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final long compactEveryNanos;
    private final int retentionMs;
    private volatile MVStore store;
    private volatile IndexedBackend documents;
    private long compactedNanos = System.nanoTime();
    private long reopenedNanos;

    private DocumentFile(Path file, Duration compactEvery, Duration retention) throws IOException {
        this.file = file;
        this.compactEveryNanos = compactEvery.toNanos();
        this.retentionMs = (int) retention.toMillis();
        load();
    }

    /**
     * Opens the file; made if it is not there.
     *
     * @throws IOException if it cannot be used, or another process uses it
     */
    static DocumentFile open(Path file) throws IOException {
        return open(file, COMPACT_EVERY, RETENTION);
    }

    static DocumentFile open(Path file, Duration compactEvery, Duration retention) throws IOException {
        return new DocumentFile(file, compactEvery, retention);
    }

    private void load() throws IOException {
        try {
            MVStore opened = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(CACHE_MB)
                    .compress()
                    .autoCommitDisabled()
                    .open();
            opened.setRetentionTime(retentionMs);
            documents = new IndexedBackend(opened);
            store = opened;
        } catch (MVStoreException e) {
            throw new IOException("The documents in " + file + " cannot be opened: " + e.getMessage() + remedy(e), e);
        }
    }

    private static String remedy(MVStoreException e) {
        return e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                ? ". 'celltwin check-state' says what is lost, 'celltwin salvage' keeps the rest"
                : "";
    }

    /** The documents as the file has them, and what was changed since the last {@link #commit}. */
    IndexedBackend documents() {
        return documents;
    }

    /**
     * Puts all changes on the disk.
     *
     * @throws MVStoreException if that failed: then the store is closed
     */
    void commit() {
        if (store.hasUnsavedChanges()) {
            store.commit();
            store.sync();
        }
        if (System.nanoTime() - compactedNanos > compactEveryNanos) {
            if (store.compact(FILL_PERCENT, MOST_BYTES_AT_ONCE)) {
                store.commit();
                store.sync();
            }
            compactedNanos = System.nanoTime();
        }
    }

    /** Copies what is committed; to be called when nothing is under way. */
    void copyTo(Path target) throws IOException {
        Files.copy(file, target);
    }

    boolean isClosed() {
        return store.isClosed();
    }

    /** Opens the file again if it closed itself; now and then, however often this is called. */
    synchronized void reopen() {
        if (!store.isClosed() || System.nanoTime() - reopenedNanos < REOPEN_EVERY_NANOS) {
            return;
        }
        try {
            load();
            LOG.warnf("The documents in %s are open again after a failed write", file);
        } catch (IOException e) {
            LOG.debugf("%s", e.getMessage());
        }
        reopenedNanos = System.nanoTime();
    }

    void close() {
        documents.close();
    }
}
