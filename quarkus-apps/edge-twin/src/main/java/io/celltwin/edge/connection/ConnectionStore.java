package io.celltwin.edge.connection;

import io.celltwin.edge.store.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonValue;

/**
 * All connections in one file, which is replaced as a whole: they are few and change seldom. Only the process's own user
 * can read it, because addresses may hold passwords.
 */
final class ConnectionStore {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    ConnectionStore(Path file) {
        this.file = file;
    }

    /**
     * Reads what was kept.
     *
     * @throws JournalException if the file is there and cannot be read
     */
    List<Connection> load() throws JournalException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            List<Connection> connections = new ArrayList<>();
            for (JsonValue connection : JsonArray.of(Files.readString(file))) {
                connections.add(ConnectivityModelFactory.connectionFromJson(connection.asObject()));
            }
            return connections;
        } catch (IOException | RuntimeException e) {
            throw new JournalException("The connections in " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Keeps these connections and no others; they are on disk when it returns.
     *
     * @throws JournalException if they could not be kept; then the former ones still are
     */
    void save(Collection<Connection> connections) throws JournalException {
        JsonArray json = connections.stream()
                .map(connection -> connection.toJson(JsonSchemaVersion.LATEST, FieldType.all()))
                .collect(JsonCollectors.valuesToArray());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            write(written, json.toString());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new JournalException("The connections could not be written to " + file + ": " + e, e);
        }
    }

    private static void write(Path path, String text) throws IOException {
        Files.deleteIfExists(path);
        try (FileChannel channel = FileChannel.open(
                path, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
