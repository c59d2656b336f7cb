package io.celltwin.edge.health;

import io.celltwin.edge.commit.CommitLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether changes reach the disk. It is always up, because twins can be read all the same, and because whoever is
 * not asked any more could not notice that the disk is well again.
 */
@Readiness
@ApplicationScoped
class StorageReadiness implements HealthCheck {
    private final CommitLoop commits;

    @Inject
    StorageReadiness(CommitLoop commits) {
        this.commits = commits;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("twins")
                .up()
                .withData("stored", commits.isHealthy())
                .build();
    }
}
