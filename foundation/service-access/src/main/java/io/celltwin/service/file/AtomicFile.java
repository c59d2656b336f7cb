package io.celltwin.service.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole. Whenever the process or the machine stops, the old content or the new one is there and never a
 * part; once a write has returned, it is the new one. Only the process's own user can read the file.
 *
 * <ol>
 *   <li>The content is written to a file with a name of its own in the same directory: a crash leaves the old content and, at
 *       worst, that file.
 *   <li>That file is brought to the disk.
 *   <li>It is renamed: a crash leaves the old content or the new one.
 *   <li>The directory is brought to the disk, so that the new name outlives a power cut.
 * </ol>
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes it all.
         *
         * @param output need not be closed
         * @throws IOException if it cannot be written; then the file stays as it was
         */
        void writeTo(OutputStream output) throws IOException;
    }

    /**
     * Replaces a file by a text in UTF-8.
     *
     * @param file made if absent, and so is its directory, for its owner alone
     * @throws IOException if it cannot be written; then it is as it was before
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces a file by these bytes.
     *
     * @param file made if absent, and so is its directory, for its owner alone
     * @throws IOException if it cannot be written; then it is as it was before
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, output -> output.write(bytes));
    }

    /**
     * Replaces a file by a content that is written piece by piece.
     *
     * @param file made if absent, and so is its directory, for its owner alone
     * @throws IOException if it cannot be written; then it is as it was before
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null) {
            throw new IOException(target + " is no file");
        }
        OwnerOnly.createDirectories(directory);
        Path half = OwnerOnly.createTempFile(directory, "." + target.getFileName() + ".", ".tmp");
        try {
            fill(half, content);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
        syncDirectory(directory);
    }

    private static void fill(Path half, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(output);
            output.flush();
            channel.force(true);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        if (!OwnerOnly.isPosix(directory)) {
            return; // Windows opens no directory and writes names through.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
