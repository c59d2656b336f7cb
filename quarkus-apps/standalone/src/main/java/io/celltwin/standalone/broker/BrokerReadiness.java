package io.celltwin.standalone.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the Kafka broker in this process runs. */
@Readiness
@ApplicationScoped
class BrokerReadiness implements HealthCheck {
    private final BrokerKeeper broker;

    @Inject
    BrokerReadiness(BrokerKeeper broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        BrokerKeeper.State state = broker.state();
        return HealthCheckResponse.named("message broker")
                .status(state == BrokerKeeper.State.RUNNING)
                .withData("state", state.name().toLowerCase(Locale.ROOT))
                .build();
    }
}
