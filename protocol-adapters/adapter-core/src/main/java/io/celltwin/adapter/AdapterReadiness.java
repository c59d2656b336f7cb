package io.celltwin.adapter;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The adapters are ready when they know their devices and are connected with the registry and the broker. Whether devices
 * are connected does not matter: that is told by their twins.
 */
@Readiness
@ApplicationScoped
public class AdapterReadiness implements AsyncHealthCheck {

    private final AdapterHost host;

    /**
     * @param host runs the adapters
     */
    @Inject
    public AdapterReadiness(AdapterHost host) {
        this.host = host;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<Future<List<String>>> checks =
                host.adapters().stream().map(DriverAdapter::unready).toList();
        return Uni.createFrom()
                .completionStage(
                        Future.join(checks).map(done -> response(checks)).toCompletionStage());
    }

    private HealthCheckResponse response(List<Future<List<String>>> checks) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("protocol adapters").up();
        for (int i = 0; i < checks.size(); i++) {
            List<String> unready = checks.get(i).result();
            response.withData(host.adapters().get(i).name(), unready.isEmpty() ? "ready" : String.join(", ", unready));
            if (!unready.isEmpty()) {
                response.down();
            }
        }
        return response.build();
    }
}
