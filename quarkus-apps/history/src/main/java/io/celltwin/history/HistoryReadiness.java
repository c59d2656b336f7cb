package io.celltwin.history;

import io.celltwin.history.ingest.TwinEventRecorder;
import io.celltwin.history.ingest.TwinEventRecorder.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready when nothing could be recorded for minutes. What is recorded can be read all the same. */
@Readiness
@ApplicationScoped
class HistoryReadiness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TwinEventRecorder recorder;

    @Inject
    HistoryReadiness(TwinEventRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Trouble> trouble = recorder.trouble();
        boolean lasting = trouble.filter(since -> since.since().plus(PATIENCE).isBefore(Instant.now()))
                .isPresent();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("history").status(!lasting);
        trouble.ifPresent(reason -> response.withData("reason", reason.reason()));
        return response.build();
    }
}
