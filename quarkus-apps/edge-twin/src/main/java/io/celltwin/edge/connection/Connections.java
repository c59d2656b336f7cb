package io.celltwin.edge.connection;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.StorageReserve;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionNotAccessibleException;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;

/**
 * The connections of this twin service: kept on disk, open if they are to be. Changes are made one after the other on a
 * thread of its own, each answered when it is on disk; whoever asks does not wait for the other end of a connection.
 */
public final class Connections implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Connections.class);
    private static final int CLOSE_SECONDS = 30;

    private final ConnectionStore store;
    private final StorageReserve reserve;
    private final ConnectionOpener opener;
    private final Clock clock;
    private final int most;
    private final Map<ConnectionId, ManagedConnection> connections = new ConcurrentHashMap<>();
    private final ExecutorService changes =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "edge-twin-connections"));

    /**
     * @param reserve says whether there is room on the disk
     * @param most how many connections there may be
     */
    public Connections(ConnectionStore store, StorageReserve reserve, ConnectionOpener opener, Clock clock, int most) {
        this.store = store;
        this.reserve = reserve;
        this.opener = opener;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Reads the connections that are on disk and opens those that are to be open, without waiting for it.
     *
     * @throws JournalException if they cannot be read
     */
    public void open() throws JournalException {
        store.load().forEach(found -> connections.put(found.getId(), new ManagedConnection(found, opener)));
        changes.execute(() -> connections.values().forEach(ManagedConnection::reconcile));
    }

    /** All connections in the order of their ids. */
    public List<Connection> all() {
        return connections.values().stream()
                .map(ManagedConnection::connection)
                .sorted(java.util.Comparator.comparing(
                        connection -> connection.getId().toString()))
                .toList();
    }

    /** @throws ConnectionNotAccessibleException if there is no such connection */
    public Connection get(ConnectionId id, DittoHeaders headers) {
        return managed(id, headers).connection();
    }

    /**
     * How it is with a connection now, in the form of Ditto's API.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public JsonObject status(ConnectionId id, DittoHeaders headers) {
        return managed(id, headers).status();
    }

    /**
     * Whether a connection works now.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public ConnectivityStatus liveStatus(ConnectionId id, DittoHeaders headers) {
        return managed(id, headers).liveStatus();
    }

    /**
     * What a connection carried lately, in the form of Ditto's API.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public JsonObject metrics(ConnectionId id, DittoHeaders headers) {
        return managed(id, headers).metrics();
    }

    /**
     * What happened in a connection lately, in the form of Ditto's API.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public JsonObject logs(ConnectionId id, DittoHeaders headers) {
        return managed(id, headers).logs();
    }

    /**
     * Forgets what a connection carried lately.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public void resetMetrics(ConnectionId id, DittoHeaders headers) {
        managed(id, headers).resetMetrics();
    }

    /**
     * Forgets what happened in a connection lately.
     *
     * @throws ConnectionNotAccessibleException if there is no such connection
     */
    public void resetLogs(ConnectionId id, DittoHeaders headers) {
        managed(id, headers).resetLogs();
    }

    /**
     * Opens or closes a connection; it stays so after a restart.
     *
     * @return completes when that is on disk; fails with {@link DittoRuntimeException}
     */
    public CompletionStage<Void> setStatus(ConnectionId id, ConnectivityStatus status, DittoHeaders headers) {
        return change(() -> {
            Connection before = managed(id, headers).connection();
            if (before.getConnectionStatus() != status) {
                keep(versioned(before.toBuilder().connectionStatus(status).build(), Optional.of(before)));
            }
            return null;
        });
    }

    private ManagedConnection managed(ConnectionId id, DittoHeaders headers) {
        ManagedConnection managed = connections.get(id);
        if (managed == null) {
            throw ConnectionNotAccessibleException.newBuilder(id)
                    .dittoHeaders(headers)
                    .build();
        }
        return managed;
    }

    /**
     * Creates a connection or replaces the one with its id. One that says the same already is left alone, so that
     * whoever sets up a plant again and again does not interrupt it.
     *
     * @return completes with the connection as it was before, when the new one is on disk; fails with
     *         {@link DittoRuntimeException}
     */
    public CompletionStage<Optional<Connection>> put(Connection wanted, DittoHeaders headers) {
        return change(() -> {
            Optional<Connection> before =
                    Optional.ofNullable(connections.get(wanted.getId())).map(ManagedConnection::connection);
            Connection complete = MaskedPassword.restored(wanted, before);
            opener.rules().check(complete, headers);
            if (before.isEmpty() && connections.size() >= most) {
                throw EdgeTwinException.badRequest("There are " + most + " connections already; no more may be.", null);
            }
            if (before.filter(present -> present.toJson().equals(complete.toJson()))
                    .isEmpty()) {
                keep(versioned(complete, before));
            }
            return before;
        });
    }

    private Connection versioned(Connection wanted, Optional<Connection> before) {
        Instant now = clock.instant();
        return wanted.toBuilder()
                .revision(before.flatMap(Connection::getRevision)
                        .map(revision -> revision.toLong() + 1)
                        .orElse(1L))
                .created(before.flatMap(Connection::getCreated).orElse(now))
                .modified(now)
                .build();
    }

    private void keep(Connection connection) {
        Map<ConnectionId, Connection> wanted = current();
        wanted.put(connection.getId(), connection);
        save(wanted);
        connections
                .computeIfAbsent(connection.getId(), created -> new ManagedConnection(connection, opener))
                .become(connection);
    }

    /**
     * Closes and removes a connection.
     *
     * @return completes when it is gone from the disk; fails with {@link ConnectionNotAccessibleException}
     */
    public CompletionStage<Void> delete(ConnectionId id, DittoHeaders headers) {
        return change(() -> {
            ManagedConnection managed = managed(id, headers);
            Map<ConnectionId, Connection> wanted = current();
            wanted.remove(id);
            save(wanted);
            managed.remove();
            connections.remove(id);
            return null;
        });
    }

    private Map<ConnectionId, Connection> current() {
        Map<ConnectionId, Connection> current = new LinkedHashMap<>();
        all().forEach(connection -> current.put(connection.getId(), connection));
        return current;
    }

    private void save(Map<ConnectionId, Connection> wanted) {
        if (!reserve.allowsWrites()) {
            throw EdgeTwinException.notStored();
        }
        try {
            store.save(wanted.values());
        } catch (JournalException e) {
            LOG.error(e.getMessage());
            throw EdgeTwinException.notStored();
        }
    }

    private <T> CompletionStage<T> change(Supplier<T> change) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            changes.execute(() -> {
                try {
                    answer.complete(change.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(EdgeTwinException.stopping());
        }
        return answer;
    }

    /** Closes all; what they had at hand is executed before. */
    @Override
    public void close() {
        changes.shutdown();
        try {
            if (!changes.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A change of a connection did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.values().parallelStream().forEach(ManagedConnection::close);
    }
}
