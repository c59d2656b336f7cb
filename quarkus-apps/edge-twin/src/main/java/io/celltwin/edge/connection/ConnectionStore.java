package io.celltwin.edge.connection;

import io.celltwin.edge.store.JournalException;
import io.celltwin.service.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.ditto.base.model.json.FieldType;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonValue;

/**
 * All connections in one file, which is replaced as a whole: they are few and change seldom. Only the process's own
 * user can read it, because addresses may hold passwords.
 */
public final class ConnectionStore {
    private final Path file;

    public ConnectionStore(Path file) {
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
        try {
            AtomicFile.write(file, json.toString());
        } catch (IOException e) {
            throw new JournalException("The connections could not be written to " + file + ": " + e, e);
        }
    }
}
