package io.celltwin.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A small text file that only its owner may read, replaced whole or not at all. */
final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /**
     * Replaces the file; the text is on the disk when this returns.
     *
     * @throws IOException if it cannot be written; then it is as it was
     */
    static void replace(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path half = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
        try {
            if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(half, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
