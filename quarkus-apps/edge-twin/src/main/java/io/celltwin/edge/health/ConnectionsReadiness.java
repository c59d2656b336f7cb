package io.celltwin.edge.health;

import io.celltwin.edge.connection.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionNotAccessibleException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how it is with each connection. It is always up: a broker that is away must not take the twins from those who
 * ask for them over HTTP.
 */
@Readiness
@ApplicationScoped
class ConnectionsReadiness implements HealthCheck {
    private final Connections connections;

    @Inject
    ConnectionsReadiness(Connections connections) {
        this.connections = connections;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("connections").up();
        for (Connection connection : connections.all()) {
            try {
                response.withData(
                        connection.getId().toString(),
                        connections
                                .liveStatus(connection.getId(), DittoHeaders.empty())
                                .getName());
            } catch (ConnectionNotAccessibleException e) {
                // It was deleted meanwhile.
            }
        }
        return response.build();
    }
}
