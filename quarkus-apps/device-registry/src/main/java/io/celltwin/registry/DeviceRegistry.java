package io.celltwin.registry;

import io.celltwin.registry.adapters.AdapterEndpoints;
import io.celltwin.registry.config.PlantConfig;
import io.celltwin.registry.management.TenantManagement;
import io.celltwin.registry.messaging.ChangeNotifications;
import io.celltwin.registry.store.DeviceRecords;
import io.celltwin.registry.store.TenantRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentracing.noop.NoopSpan;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.hono.service.management.tenant.Tenant;
import org.jboss.logging.Logger;

/** Starts and stops the registry with the process. */
@Singleton
class DeviceRegistry {
    private static final Logger LOG = Logger.getLogger(DeviceRegistry.class);

    private final PlantConfig plant;
    private final TenantRecords tenants;
    private final TenantManagement tenantManagement;
    private final ChangeNotifications notifications;
    private final AdapterEndpoints endpoints;

    @Inject
    DeviceRegistry(
            PlantConfig plant,
            TenantRecords tenants,
            DeviceRecords devices,
            TenantManagement tenantManagement,
            ChangeNotifications notifications,
            AdapterEndpoints endpoints,
            MeterRegistry meters) {
        this.plant = plant;
        this.tenants = tenants;
        this.tenantManagement = tenantManagement;
        this.notifications = notifications;
        this.endpoints = endpoints;
        Gauge.builder("celltwin.registry.devices", devices, DeviceRecords::count)
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        createTenantOfPlant();
        notifications.start();
        endpoints.start();
    }

    private void createTenantOfPlant() {
        if (tenants.find(plant.tenant()).isEmpty()) {
            tenantManagement
                    .createTenant(Optional.of(plant.tenant()), new Tenant(), NoopSpan.INSTANCE)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            LOG.infof("Created the plant's tenant, %s", plant.tenant());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        endpoints.stop();
        notifications.stop();
    }
}
