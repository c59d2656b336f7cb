package io.celltwin.service.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that belong to the process's own user alone (0600 and 0700), from the moment they are there. Where
 * the file system knows no such permissions they are made as it makes them.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /**
     * Makes a directory and what is missing above it, all for their owner alone. Directories that are there already keep their
     * permissions: they may be shared on purpose.
     *
     * @throws IOException if one cannot be made or something else stands in its place
     */
    public static void createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        Path above = absolute.getRoot();
        for (Path name : absolute) {
            above = above.resolve(name);
            createDirectory(above);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory, attributes(directory.getParent(), DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) { // else another was quicker
                throw e;
            }
        }
    }

    /**
     * Makes an empty file.
     *
     * @param file must not be there yet; its directory must
     * @throws FileAlreadyExistsException if it is there
     * @throws IOException if it cannot be made
     */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, attributes(file.toAbsolutePath().getParent(), FILE));
    }

    /**
     * Takes all rights from everybody else on a file or directory that is there; a link is left alone.
     *
     * @throws IOException if it is not there, or not this user's
     */
    public static void restrict(Path path) throws IOException {
        if (isPosix(path) && !Files.isSymbolicLink(path)) {
            boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(path, directory ? DIRECTORY : FILE);
        }
    }

    static Path createTempFile(Path directory, String prefix, String suffix) throws IOException {
        return Files.createTempFile(directory, prefix, suffix, attributes(directory, FILE));
    }

    static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static FileAttribute<?>[] attributes(Path directory, Set<PosixFilePermission> permissions) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
