package io.celltwin.standalone;

import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keeps a directory and all that is in it to its owner alone. Libraries make their files as the process's file mode says,
 * which a Java program cannot set, and former versions left the directory open; so this is done again and again. Links
 * are not followed.
 */
final class PrivateState {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateState() {}

    /**
     * Takes all rights from everybody but the owner on a file, or on a directory and all that is in it.
     *
     * @return of how many directories and files somebody else had one
     * @throws IOException if that cannot be done, say because they are another user's
     */
    static int restrict(Path directory) throws IOException {
        if (!hasPermissions(directory)) {
            return 0;
        }
        int[] restricted = {0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return visitFile(path, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                try {
                    if (!attributes.isSymbolicLink() && isOpen(path)) {
                        OwnerOnly.restrict(path);
                        restricted[0]++;
                    }
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE; // deleted meanwhile
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) { // deleted meanwhile
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return restricted[0];
    }

    /** The same for the directory alone. */
    static int restrictAlone(Path directory) throws IOException {
        if (hasPermissions(directory) && isOpen(directory)) {
            OwnerOnly.restrict(directory);
            return 1;
        }
        return 0;
    }

    private static boolean hasPermissions(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }

    private static boolean isOpen(Path path) throws IOException {
        return !OWNERS.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
