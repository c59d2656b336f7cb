package io.celltwin.standalone;

import io.celltwin.service.file.AtomicFile;
import io.celltwin.service.file.OwnerOnly;
import io.celltwin.standalone.disk.DiskGuard;
import io.celltwin.standalone.disk.DiskReserve;
import io.celltwin.standalone.disk.FreeSpace;
import io.celltwin.standalone.state.SalvagedState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The one directory in which an installation keeps its data, held by one process at a time. */
final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateDirectory.class);

    private static final long RESTRICT_SECONDS = 30;

    /** All that is ever made in the directory. */
    private static final Set<String> CONTENT = Set.of(
            "backlog",
            "control",
            SalvagedState.DAMAGED,
            "demo",
            "documents",
            "ended-sessions",
            "history",
            "kafka",
            "lock",
            "log",
            "models",
            "opcua",
            "ports.properties",
            "record-log",
            "registry",
            "services.password",
            "session.key",
            "twins",
            "users.properties");

    private final Path root;
    private final FileChannel lockFile;
    private final boolean isOurs;
    private final ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "state-directory");
        thread.setDaemon(true);
        return thread;
    });

    private StateDirectory(Path root, FileChannel lockFile, boolean isOurs) {
        this.root = root;
        this.lockFile = lockFile;
        this.isOurs = isOurs;
    }

    /**
     * Makes the directory if it is not there and takes it for this process.
     *
     * @throws CannotStart if it cannot be written or another process holds it
     */
    static StateDirectory take(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            OwnerOnly.createDirectories(root);
            boolean usedBefore = Files.exists(usersFileIn(root));
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new CannotStart("The state directory " + root
                        + " is used by another Celltwin: stop that one or give --state another directory.");
            }
            StateDirectory taken = new StateDirectory(root, lockFile, isOurs(root));
            taken.repairPermissions(usedBefore);
            taken.tidying.scheduleWithFixedDelay(
                    taken::keepPrivate, RESTRICT_SECONDS, RESTRICT_SECONDS, TimeUnit.SECONDS);
            return taken;
        } catch (IOException e) {
            throw new CannotStart("The state directory " + root + " cannot be written (" + IoReason.of(e)
                    + "): give --state a directory of your own.");
        }
    }

    /**
     * Takes a directory that is there.
     *
     * @throws CannotStart if it is not, cannot be written or another process holds it
     */
    static StateDirectory takeExisting(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CannotStart("There is no state directory " + directory + ": give --state one.");
        }
        return take(directory);
    }

    /**
     * Whether a process holds a directory that is there.
     *
     * @throws IOException if that cannot be told, say because it is another user's
     */
    static boolean isInUse(Path root) throws IOException {
        if (Files.notExists(root.resolve("lock"))) {
            return false;
        }
        try (FileChannel lockFile = FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = tryLock(lockFile)) {
            return lock == null;
        }
    }

    Path root() {
        return root;
    }

    /** A former version left the directory as the process's file mode said, which mostly lets everybody read. */
    private void repairPermissions(boolean usedBefore) throws IOException {
        int restricted = restrict();
        if (restricted > 0 && usedBefore) {
            System.out.printf(
                    "Others had access to %d files and directories in %s: they are its user's alone now.%n",
                    restricted, root);
        }
    }

    /** Keeps what was made in the directory since to its user alone. */
    private void keepPrivate() {
        try {
            restrict();
        } catch (IOException e) {
            LOG.warnf("Others may have access to files in %s: %s", root, e.toString());
        }
    }

    /** Whatever else somebody keeps in the directory is none of ours. */
    private int restrict() throws IOException {
        int restricted = 0;
        for (String name : CONTENT) {
            restricted += PrivateState.restrict(root.resolve(name));
        }
        return isOurs ? restricted + PrivateState.restrictAlone(root) : restricted;
    }

    /** Whether there is nothing in the directory but what a former run has left. */
    private static boolean isOurs(Path root) throws IOException {
        try (Stream<Path> content = Files.list(root)) {
            return content.allMatch(path -> CONTENT.contains(path.getFileName().toString()));
        }
    }

    private static FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Watches the disk that the directory is on.
     *
     * @param reserve what is left alone of it; what is usual for a disk of its size if empty
     */
    DiskGuard guard(Optional<DiskReserve> reserve) throws IOException {
        long diskBytes = Files.getFileStore(root).getTotalSpace();
        return new DiskGuard(FreeSpace.of(root), reserve.orElseGet(() -> DiskReserve.usual(diskBytes)));
    }

    /**
     * @param directory the state directory
     * @return where keys and certificates for OPC-UA are kept
     */
    static Path opcUaDirectoryIn(Path directory) {
        return directory.resolve("opcua");
    }

    /**
     * @param directory the state directory
     * @return where models are that do not come with Celltwin
     */
    static Path modelsDirectoryIn(Path directory) {
        return directory.resolve("models");
    }

    static Path usersFileIn(Path directory) {
        return directory.resolve("users.properties");
    }

    Path usersFile() {
        return usersFileIn(root);
    }

    Path of(String name) {
        return root.resolve(name);
    }

    /** A random text that stays the same from start to start, readable by the owner only. */
    String secret(String name) {
        Path file = root.resolve(name);
        try {
            if (!Files.exists(file)) {
                AtomicFile.write(file, randomText());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " can neither be read nor made: " + e.getMessage());
        }
    }

    static String randomText() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() throws IOException {
        tidying.shutdownNow();
        lockFile.close();
    }
}
