package io.celltwin.twin;

import io.celltwin.model.ModelCatalog;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.client.DittoTwinClient;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.subscription.ModelLookup;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects apps to the twin service, each with its own account. */
@ApplicationScoped
public class TwinClients {

    private final DittoConfig config;
    private final TwinAccess access;
    private final ModelLookup models;
    private final MeterRegistry registry;
    private final KafkaClientSettings kafka;
    private final List<DittoTwinClient> clients = new CopyOnWriteArrayList<>();

    /**
     * @param config where the twin service is
     * @param modelsDirectory directory with models beside the bundled ones
     * @param registry where to count
     * @param kafka the configuration keys {@code kafka.*}
     * @throws io.quarkus.runtime.configuration.ConfigurationException if a setting makes no sense; names it in one line
     */
    @Inject
    public TwinClients(
            DittoConfig config,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory,
            MeterRegistry registry,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.access = new TwinAccess(config);
        this.kafka = new KafkaClientSettings(kafka);
        this.models = new ModelLookup(
                modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled), InstantSource.system());
        this.registry = registry;
    }

    /**
     * Begins to connect and returns at once; the service may come later.
     *
     * @param account the app's account
     * @return the client, closed with this process at the latest
     */
    public TwinClient connect(TwinAccount account) {
        DittoTwinClient client = new DittoTwinClient(account, config, access, models, registry, kafka, clients::remove);
        clients.add(client);
        client.start();
        return client;
    }

    /** The clients that were made and are not closed. */
    List<DittoTwinClient> clients() {
        return clients;
    }

    @PreDestroy
    void close() {
        clients.forEach(DittoTwinClient::close);
    }
}
