package io.celltwin.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The one directory in which an installation keeps its data, held by one process at a time. */
final class StateDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private StateDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if it is not there and takes it for this process.
     *
     * @throws CannotStart if it cannot be written or another process holds it
     */
    static StateDirectory take(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new CannotStart("The state directory " + root
                        + " is used by another Celltwin: stop that one or give --state another directory.");
            }
            return new StateDirectory(root, lockFile);
        } catch (IOException e) {
            throw new CannotStart("The state directory " + root + " cannot be written (" + reason(e)
                    + "): give --state a directory of your own.");
        }
    }

    /** In words, since these exceptions say little more than their names and the path. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file in its place";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "no directory can be made there" : reason;
    }

    private static FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
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
                Path half = Files.createTempFile(root, name, ".tmp");
                if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(half, randomText());
                Files.move(half, file);
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
        lockFile.close();
    }
}
