package io.celltwin.standalone.state;

import io.celltwin.edge.connection.ConnectionStore;
import io.celltwin.service.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes copies of a state directory, and brings them back.
 *
 * <p>
 * A copy has what cannot be made anew: not messages on their way, logs and ports. Its parts are copied one after the other,
 * each as it is at one moment: the log of records before the records, since a record that the log does not have yet is
 * taken into it by the next start, while one that it has and that is missing would be a finding. A copy is checked before it
 * is called one.
 */
public final class StateCopy {
    private static final String TWINS = "twins";

    /** What is copied as it is: small files that are replaced as a whole. */
    private static final List<String> FILES =
            List.of("users.properties", "session.key", "ended-sessions", "services.password", "models", "opcua");

    /** The databases, in the order in which they are copied. */
    private static final List<String> DATABASES = List.of("record-log", "documents", TWINS, "registry", "history");

    private static final String UNDER_WAY = ".restoring";
    /** What a copy leaves of the disk that it is written to. */
    private static final long ROOM_BYTES = 64L << 20;

    private final Path root;

    /** @param root the state directory */
    public StateCopy(Path root) {
        this.root = root;
    }

    /** Copies the databases of a directory that nobody uses: file by file. */
    public static Map<String, PartCopier> ofFilesIn(Path root) {
        return DATABASES.stream()
                .collect(java.util.stream.Collectors.toMap(
                        name -> name, name -> target -> StateFiles.copy(root.resolve(name), target)));
    }

    /**
     * Makes a copy.
     *
     * @param copy a directory that is not there, or empty
     * @param copiers how each database is copied
     * @throws IOException if it could not be made whole, or what was copied is damaged; then nothing is left of it
     */
    public void make(Path copy, Map<String, PartCopier> copiers) throws IOException {
        if (copy.startsWith(root)) {
            throw new IOException("A copy in the state directory itself is none: choose a directory outside " + root);
        }
        requireEmpty(copy);
        requireRoom(copy);
        OwnerOnly.createDirectories(copy);
        try {
            for (String name : DATABASES) {
                if (Files.exists(root.resolve(name))) {
                    OwnerOnly.createDirectories(copy.resolve(name));
                    copiers.get(name).copyTo(copy.resolve(name));
                }
            }
            for (String name : FILES) {
                if (Files.exists(root.resolve(name))) {
                    StateFiles.copy(root.resolve(name), copy.resolve(name));
                }
            }
            requireSound(copy);
            StateFiles.sync(copy);
            CopyContents.write(copy);
        } catch (IOException | RuntimeException e) {
            StateFiles.delete(copy);
            throw e;
        }
    }

    /**
     * Brings a copy back, in the place of a directory that is not there, or empty. Connections are closed in it, so that it can be tried
     * beside the process that it was made of.
     *
     * @throws IOException if the copy is not whole, there is something in its place, or it could not be written; then
     *     nothing is changed
     */
    public void restore(Path copy) throws IOException {
        CopyContents.verify(copy);
        requireEmpty(root);
        Path underWay = root.resolveSibling(root.getFileName() + UNDER_WAY);
        StateFiles.delete(underWay);
        try {
            StateFiles.copy(copy, underWay);
            Files.delete(underWay.resolve(CopyContents.FILE));
            if (Files.exists(underWay.resolve(TWINS))) {
                ConnectionStore.closeAtNextStart(underWay.resolve(TWINS));
            }
            StateFiles.sync(underWay);
            Files.deleteIfExists(root);
            Files.move(underWay, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            StateFiles.delete(underWay);
            throw e;
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> content = Files.list(directory)) {
                if (content.findAny().isPresent()) {
                    throw new IOException(directory + " is not empty: choose another directory, or move it away first");
                }
            }
        } else if (Files.exists(directory)) {
            throw new IOException(directory + " is no directory");
        }
    }

    private void requireRoom(Path copy) throws IOException {
        Path there = copy.toAbsolutePath();
        while (there.getParent() != null && Files.notExists(there)) {
            there = there.getParent();
        }
        long needed = ROOM_BYTES;
        for (String name : DATABASES) {
            if (Files.exists(root.resolve(name))) {
                needed += StateFiles.bytes(root.resolve(name));
            }
        }
        long free = Files.getFileStore(there).getUsableSpace();
        if (free < needed) {
            throw new IOException("The disk of %s has %d MiB left, and the copy needs %d: make room"
                    .formatted(there, free >> 20, needed >> 20));
        }
    }

    private static void requireSound(Path copy) throws IOException {
        List<String> damaged = new ArrayList<>();
        for (StatePart part : StatePart.ALL) {
            if (Files.exists(copy.resolve(part.name()))
                    && part.check().of(copy.resolve(part.name())).damaged()) {
                damaged.add(part.name());
            }
        }
        if (!damaged.isEmpty()) {
            throw new IOException(
                    "What is copied is damaged (%s): stop Celltwin, 'celltwin check-state' says what is lost"
                            .formatted(String.join(", ", damaged)));
        }
    }
}
