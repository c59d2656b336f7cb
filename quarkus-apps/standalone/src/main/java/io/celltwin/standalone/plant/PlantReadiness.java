package io.celltwin.standalone.plant;

import io.celltwin.bootstrap.job.Missing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when nothing is waited for any more. What is refused is named and does not keep anybody from what works: waiting
 * would not mend it.
 */
@Readiness
@ApplicationScoped
class PlantReadiness implements HealthCheck {
    private final PlantWatch plant;

    @Inject
    PlantReadiness(PlantWatch plant) {
        this.plant = plant;
    }

    @Override
    public HealthCheckResponse call() {
        List<Missing> missing = plant.missing();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("plant").status(missing.stream().allMatch(Missing::refused));
        missing.stream()
                .collect(Collectors.groupingBy(
                        Missing::reason, Collectors.mapping(Missing::item, Collectors.joining(", "))))
                .forEach((reason, items) -> response.withData(items, reason));
        return response.build();
    }
}
