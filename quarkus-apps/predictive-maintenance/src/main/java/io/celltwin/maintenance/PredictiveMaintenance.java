package io.celltwin.maintenance;

import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.subscription.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Begins to watch the twins with this process and ends it. */
@ApplicationScoped
class PredictiveMaintenance {

    private final MaintenanceConfig config;
    private final TwinClients clients;
    private final MonitorSettings settings;
    private final MeterRegistry registry;
    private Subscription subscription;

    PredictiveMaintenance(MaintenanceConfig config, TwinClients clients, MeterRegistry registry) {
        this.config = config;
        this.clients = clients;
        this.settings = new MonitorSettings(
                config.learningSamples(),
                config.mostLearningSamples(),
                config.evidence(),
                config.calmSamples(),
                config.samplingInterval(),
                config.publishingInterval());
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        TwinClient client = clients.connect(new TwinAccount(config.username(), config.password()));
        subscription = client.watch(new MachineWatch(new TwinWriter(client), settings, registry));
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
    }
}
