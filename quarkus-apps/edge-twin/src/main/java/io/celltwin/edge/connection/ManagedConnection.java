package io.celltwin.edge.connection;

import io.celltwin.edge.connection.metrics.ConnectionMeters;
import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.ResourceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.RecoveryStatus;
import org.eclipse.ditto.connectivity.model.ResourceStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.query.RetrieveConnectionLogsResponse;
import org.eclipse.ditto.connectivity.model.signals.commands.query.RetrieveConnectionStatusResponse;
import org.eclipse.ditto.json.JsonObject;
import org.jboss.logging.Logger;

/** A connection as it is to be, and what is open of it. Changed by one thread at a time, asked by any. */
final class ManagedConnection {
    private static final Logger LOG = Logger.getLogger(ManagedConnection.class);
    /** What Ditto calls the node that holds a connection. */
    private static final String CLIENT = "edge-twin";

    private final ConnectionOpener opener;
    private final ConnectionLog log = new ConnectionLog();
    private final ConnectionMeters meters;
    private volatile Connection connection;
    private volatile Optional<OpenConnection> running = Optional.empty();

    ManagedConnection(Connection connection, ConnectionOpener opener) {
        this.connection = connection;
        this.opener = opener;
        meters = opener.meters(connection.getId());
        meters.watchOpen(() -> liveStatus() == ConnectivityStatus.OPEN ? 1 : 0);
    }

    Connection connection() {
        return connection;
    }

    /** Replaces what it is to be, and opens or closes accordingly. */
    void become(Connection wanted) {
        close();
        connection = wanted;
        reconcile();
    }

    /** Opens what is to be open. */
    void reconcile() {
        boolean wanted = connection.getConnectionStatus() == ConnectivityStatus.OPEN;
        if (wanted && running.isEmpty()) {
            LOG.infof("Opening the connection %s", connection.getId());
            try {
                running = Optional.of(opener.open(connection, log, meters));
            } catch (RuntimeException e) {
                LOG.errorf(e, "The connection %s could not be opened because of a defect", connection.getId());
                log.failure("Not opened because of a defect of the twin service; its log says more.");
            }
        }
    }

    /** Closes what is open. */
    void close() {
        try {
            running.ifPresent(OpenConnection::close);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The connection %s could not be closed in order", connection.getId());
        }
        running = Optional.empty();
    }

    /** Closes what is open and forgets what was counted. */
    void remove() {
        close();
        meters.remove();
    }

    ConnectivityStatus liveStatus() {
        return live(Stream.of(running.map(OpenConnection::sourceStates), running.map(OpenConnection::targetStates))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toList());
    }

    JsonObject status() {
        List<ResourceState> sources = running.map(OpenConnection::sourceStates).orElse(List.of());
        List<ResourceState> targets = running.map(OpenConnection::targetStates).orElse(List.of());
        List<ResourceState> all =
                Stream.concat(sources.stream(), targets.stream()).toList();
        ConnectivityStatus live = live(all);
        Optional<Instant> since = all.stream().map(ResourceState::since).max(Instant::compareTo);
        RetrieveConnectionStatusResponse.Builder form = RetrieveConnectionStatusResponse.getBuilder(
                        connection.getId(), DittoHeaders.empty())
                .connectionStatus(connection.getConnectionStatus())
                .liveStatus(live)
                .recoveryStatus(recovery(live))
                .clientStatus(List.of(ConnectivityModelFactory.newClientStatus(
                        CLIENT, live, recovery(live), null, since.orElse(null))))
                .sourceStatus(
                        sources.stream().map(ManagedConnection::sourceStatus).toList())
                .targetStatus(
                        targets.stream().map(ManagedConnection::targetStatus).toList())
                .sshTunnelStatus(List.of());
        if (live == ConnectivityStatus.OPEN) {
            since.ifPresent(form::connectedSince);
        }
        return form.build()
                .getEntity(JsonSchemaVersion.LATEST)
                .asObject()
                .remove("type")
                .remove("status");
    }

    private static RecoveryStatus recovery(ConnectivityStatus live) {
        return switch (live) {
            case OPEN -> RecoveryStatus.SUCCEEDED;
            case FAILED -> RecoveryStatus.ONGOING;
            default -> RecoveryStatus.UNKNOWN;
        };
    }

    private static ResourceStatus sourceStatus(ResourceState state) {
        return ConnectivityModelFactory.newSourceStatus(
                CLIENT, state.status(), state.address(), state.details(), state.since());
    }

    private static ResourceStatus targetStatus(ResourceState state) {
        return ConnectivityModelFactory.newTargetStatus(
                CLIENT, state.status(), state.address(), state.details(), state.since());
    }

    private ConnectivityStatus live(List<ResourceState> states) {
        if (running.isEmpty()) {
            return connection.getConnectionStatus() == ConnectivityStatus.OPEN
                    ? ConnectivityStatus.FAILED
                    : ConnectivityStatus.CLOSED;
        }
        return Stream.of(ConnectivityStatus.FAILED, ConnectivityStatus.UNKNOWN, ConnectivityStatus.CLOSED)
                .filter(status -> states.stream().anyMatch(state -> state.status() == status))
                .findFirst()
                .orElse(ConnectivityStatus.OPEN);
    }

    JsonObject metrics() {
        return JsonObject.newBuilder()
                .set("connectionId", connection.getId().toString())
                .setAll(meters.toJson())
                .build();
    }

    JsonObject logs() {
        return RetrieveConnectionLogsResponse.of(
                        connection.getId(), log.entries(), log.since(), null, DittoHeaders.empty())
                .getEntity(JsonSchemaVersion.LATEST)
                .asObject();
    }

    void resetMetrics() {
        meters.resetRecent();
    }

    void resetLogs() {
        log.clear();
    }
}
