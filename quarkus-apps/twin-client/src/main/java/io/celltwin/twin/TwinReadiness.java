package io.celltwin.twin;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every account is connected and its subscriptions know all things. */
@Readiness
@ApplicationScoped
public class TwinReadiness implements HealthCheck {

    private final TwinClients clients;

    TwinReadiness(TwinClients clients) {
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("twin service");
        clients.clients()
                .forEach(client -> response.withData(
                        client.account().username(), client.lacks().orElse("up to date")));
        return response.status(clients.clients().stream()
                        .allMatch(client -> client.lacks().isEmpty()))
                .build();
    }
}
