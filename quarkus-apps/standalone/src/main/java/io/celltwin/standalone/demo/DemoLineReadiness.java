package io.celltwin.standalone.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every twin of the simulated line was live once; a device that is cut later concerns its twin only. */
@Readiness
@ApplicationScoped
class DemoLineReadiness implements HealthCheck {
    private final DemoLine line;

    @Inject
    DemoLineReadiness(DemoLine line) {
        this.line = line;
    }

    @Override
    public HealthCheckResponse call() {
        Set<String> missing = new TreeSet<>(line.notYetLive());
        return HealthCheckResponse.named("demo line")
                .status(missing.isEmpty())
                .withData("waiting for", missing.isEmpty() ? "nothing" : String.join(", ", missing))
                .build();
    }
}
