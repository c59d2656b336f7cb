package io.celltwin.edge.connection;

import io.celltwin.edge.store.JournalException;
import io.celltwin.service.file.AtomicFile;
import io.celltwin.state.EmbeddedJson;
import io.celltwin.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.json.JsonFactory;
import org.jboss.logging.Logger;

/**
 * All connections in one file, which is replaced as a whole: they are few and change seldom. It is encrypted, because
 * addresses may hold passwords, and only the process's own user can read it. One that a former version left in clear text
 * is encrypted when it is read.
 *
 * <p>
 * In a copy that was brought back all are closed at first, for the process that it was made of may still run: they would take
 * its messages, which are given to one of those who ask, and tell its twins' changes as theirs.
 */
public final class ConnectionStore {
    private static final Logger LOG = Logger.getLogger(ConnectionStore.class);
    /** Beside the file in a copy that was brought back and not read yet. */
    private static final String TO_CLOSE = "connections.close";

    private final Path file;
    private final ConnectionKey key;

    /**
     * @param file holds the connections
     * @param keyFile holds the key that they are encrypted with
     */
    public ConnectionStore(Path file, Path keyFile) {
        this.file = file;
        key = new ConnectionKey(keyFile);
    }

    /**
     * Has all connections of a directory be closed when they are read next.
     *
     * @throws IOException if that could not be noted
     */
    public static void closeAtNextStart(Path directory) throws IOException {
        AtomicFile.write(directory.resolve(TO_CLOSE), new byte[0]);
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
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new JournalException("The connections in " + file + " cannot be read: " + e, e);
        }
        boolean encrypted = ConnectionKey.isEncrypted(content);
        List<Connection> connections = new ArrayList<>();
        for (EmbeddedJson connection :
                stored(encrypted ? decrypted(content) : content).connections()) {
            connections.add(connection(connection, connections.size()));
        }
        if (!encrypted) {
            save(connections);
        }
        return Files.exists(file.resolveSibling(TO_CLOSE)) ? closed(connections) : connections;
    }

    private List<Connection> closed(List<Connection> connections) throws JournalException {
        List<Connection> closed = connections.stream()
                .map(connection -> connection.toBuilder()
                        .connectionStatus(ConnectivityStatus.CLOSED)
                        .build())
                .toList();
        save(closed);
        try {
            Files.delete(file.resolveSibling(TO_CLOSE));
        } catch (IOException e) {
            throw new JournalException("The connections cannot be opened: " + e, e);
        }
        LOG.infof(
                "The state was restored from a copy, so all connections are closed till they are opened: %s",
                closed.stream().map(connection -> connection.getId().toString()).collect(Collectors.joining(", ")));
        return closed;
    }

    private byte[] decrypted(byte[] content) throws JournalException {
        try {
            return key.decrypt(content);
        } catch (JournalException e) {
            throw new JournalException(file + ": " + e.getMessage());
        }
    }

    private StoredConnections stored(byte[] text) throws JournalException {
        try {
            return StoredConnections.CODEC.read(text);
        } catch (StateException e) {
            throw new JournalException(file + ": " + e.getMessage());
        }
    }

    /** What is wrong with it is not quoted, since an address may hold a password. */
    private Connection connection(EmbeddedJson stored, int index) throws JournalException {
        try {
            return ConnectivityModelFactory.connectionFromJson(
                    JsonFactory.readFrom(stored.text()).asObject());
        } catch (RuntimeException e) {
            throw new JournalException("%s: number %d of the connections is none. %s"
                    .formatted(file, index + 1, StoredConnections.REMEDY));
        }
    }

    /**
     * Keeps these connections and no others; they are on disk when it returns.
     *
     * @throws JournalException if they could not be kept; then the former ones still are
     */
    void save(Collection<Connection> connections) throws JournalException {
        StoredConnections stored = new StoredConnections(connections.stream()
                .map(connection -> connection.toJson(JsonSchemaVersion.LATEST, FieldType.all()))
                .map(json -> new EmbeddedJson(json.toString()))
                .toList());
        try {
            AtomicFile.write(file, key.encrypt(StoredConnections.CODEC.write(stored)));
        } catch (IOException e) {
            throw new JournalException("The connections could not be written to " + file + ": " + e, e);
        }
    }
}
