package io.celltwin.registry.store;

import io.celltwin.service.disk.DiskSpace;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.service.management.BaseDto;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jboss.logging.Logger;

/**
 * The one file of the registry: named maps of JSON records. A change of any number of records is atomic, and synced to
 * the disk when {@link #change} returns. After a change that the disk did not take, the store has closed itself; it is
 * opened again, with what it had before.
 */
public final class RegistryFile implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RegistryFile.class);
    private static final String FILE_NAME = "registry.mv.db";
    private static final int MILLISECONDS_TO_COMPACT = 200;
    /** What the records in the file look like; files from before there were versions say 0 and look the same. */
    private static final int VERSION = 1;

    private final Path file;
    private final DiskSpace disk;
    private volatile MVStore store;
    private boolean closed;

    private RegistryFile(Path file, DiskSpace disk) {
        this.file = file;
        this.disk = disk;
        this.store = load(file);
    }

    /**
     * Opens the file; creates it if absent.
     *
     * @param disk asked before each change
     * @throws RegistryStoreException if the directory cannot be written, or the file is damaged, in use or of a newer program
     */
    public static RegistryFile open(Path directory, DiskSpace disk) {
        Path file = directory.toAbsolutePath().normalize().resolve(FILE_NAME);
        try {
            OwnerOnly.createDirectories(file.getParent());
            return new RegistryFile(file, disk);
        } catch (IOException | MVStoreException e) {
            throw new RegistryStoreException("The device registry cannot use its file %s: %s".formatted(file, e), e);
        }
    }

    private static MVStore load(Path file) {
        // Without automatic commits nothing but a change() moves the file from one state to the next.
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        checkVersion(store, file);
        return store;
    }

    private static void checkVersion(MVStore store, Path file) {
        int version = store.getStoreVersion();
        if (version < 0 || version > VERSION) {
            store.closeImmediately();
            throw new RegistryStoreException(
                    ("The device registry cannot use its file %s: it is of version %d, and this program knows those up to"
                                    + " %d. Start the program that wrote it, or a newer one")
                            .formatted(file, version, VERSION));
        }
        if (version < VERSION) {
            store.setStoreVersion(VERSION);
            store.commit();
        }
    }

    <T extends BaseDto<?>> RecordMap<T> map(String name, Class<T> type) {
        return new RecordMap<>(map(name), type);
    }

    StringMap map(String name) {
        return new StringMap(() -> store().openMap(name));
    }

    private MVStore store() {
        MVStore present = store;
        return present.isClosed() ? reopened() : present;
    }

    private synchronized MVStore reopened() {
        if (store.isClosed() && !closed) {
            store = load(file);
            LOG.warnf("The device registry has opened its file %s again after a failed write", file);
        }
        return store;
    }

    /**
     * Runs a change, alone, and syncs it to the disk. May take some 10 ms: not for an event loop.
     *
     * @throws ServerErrorException status 503 if it could not be written; then nothing is changed
     */
    synchronized <T> T change(Supplier<T> change) {
        if (!disk.hasRoom()) {
            throw new ServerErrorException(
                    HttpURLConnection.HTTP_UNAVAILABLE, "the change could not be stored: the disk is nearly full");
        }
        try {
            T result = change.get();
            store.commit();
            store.sync();
            return result;
        } catch (MVStoreException e) {
            LOG.errorf("The device registry could not write its file: %s", e.toString());
            undo();
            throw new ServerErrorException(HttpURLConnection.HTTP_UNAVAILABLE, "the change could not be stored", e);
        } catch (RuntimeException e) {
            undo();
            throw e;
        }
    }

    private void undo() {
        if (!store.isClosed()) {
            store.rollback();
        }
    }

    /**
     * Copies the file as it is between two changes.
     *
     * @param directory that is there; gets a file of the same name
     * @throws IOException if it could not be copied
     */
    public synchronized void copyTo(Path directory) throws IOException {
        Files.copy(file, directory.resolve(FILE_NAME));
    }

    /** Whether records can be read and written. */
    public boolean isOpen() {
        return !store.isClosed();
    }

    @Override
    public synchronized void close() {
        closed = true;
        store.close(MILLISECONDS_TO_COMPACT);
    }
}
