package io.celltwin.lifecycle;

import io.celltwin.lifecycle.record.RecordWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while one write has held up all others for minutes. */
@Readiness
@ApplicationScoped
class WritesReadiness implements HealthCheck {
    private final RecordWriter writer;

    @Inject
    WritesReadiness(RecordWriter writer) {
        this.writer = writer;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> stuck = writer.stuck();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("lifecycle writes").status(stuck.isEmpty());
        stuck.ifPresent(reason -> response.withData("stuck", reason));
        return response.build();
    }
}
