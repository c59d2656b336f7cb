package io.celltwin.adapter;

import io.celltwin.adapter.config.AdapterConfig;
import io.celltwin.adapter.config.CommandRouterAccessConfig;
import io.celltwin.adapter.config.ModelsConfig;
import io.celltwin.adapter.config.RegistryAccessConfig;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.PolicyConfig;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs an adapter for each protocol driver in the process.
 */
@ApplicationScoped
public class AdapterHost {

    /** Others observe the shutdown later, so that the broker and the registry are still there for the last messages. */
    private static final int EARLY = 1;

    private final List<DriverAdapter> adapters;

    /**
     * @param drivers the drivers in the process
     * @param vertx runs the clients
     * @param meters takes the metrics
     * @param config how adapters behave
     * @param registry where the device registry is
     * @param commandRouter where the command router is
     * @param models where the models are
     * @param policies who has which role in the policies of new twins
     * @param kafka the configuration keys {@code kafka.*}
     * @param disks those that are watched in this process: nothing is sent while one of them is nearly full
     */
    @Inject
    public AdapterHost(
            @All List<ProtocolDriver> drivers,
            Vertx vertx,
            MeterRegistry meters,
            AdapterConfig config,
            RegistryAccessConfig registry,
            CommandRouterAccessConfig commandRouter,
            ModelsConfig models,
            PolicyConfig policies,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @All List<DiskSpace> disks) {
        ServiceAccess services = new ServiceAccess(registry, commandRouter, new KafkaClientSettings(kafka));
        services.check();
        AdapterEnvironment environment = new AdapterEnvironment(
                vertx,
                meters,
                models.directory().map(ModelCatalog::new).orElseGet(ModelCatalog::bundled),
                new TwinFoundation(models.url(), RoleSubjects.configured(policies)),
                config,
                services,
                () -> disks.stream().allMatch(DiskSpace::hasRoom));
        this.adapters = drivers.stream()
                .map(driver -> new DriverAdapter(driver, environment))
                .toList();
    }

    void onStart(@Observes StartupEvent event) {
        adapters.forEach(DriverAdapter::start);
    }

    void onStop(@Observes @Priority(EARLY) ShutdownEvent event) {
        CompletableFuture.allOf(adapters.stream()
                        .map(each -> each.stop().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    List<DriverAdapter> adapters() {
        return adapters;
    }
}
