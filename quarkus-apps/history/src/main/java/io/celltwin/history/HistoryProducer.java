package io.celltwin.history;

import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.config.HistoryConfig;
import io.celltwin.history.ingest.IngestMetrics;
import io.celltwin.history.ingest.TwinEventRecorder;
import io.celltwin.history.rest.TimeSeriesApi;
import io.celltwin.history.retention.Housekeeping;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.model.ModelCatalog;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.subscription.ModelLookup;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The parts of the history, as the configuration says. */
@ApplicationScoped
class HistoryProducer {

    private static final String FILE = "history.duckdb";

    @Produces
    @Singleton
    TimeSeriesStore store(HistoryConfig config) {
        HistoryConfig.Database database = config.database();
        return database.url()
                .map(url -> SqlTimeSeriesStore.postgres(
                        url, database.username(), database.password().orElse("")))
                .orElseGet(() -> SqlTimeSeriesStore.duckDb(
                        config.directory().resolve(FILE).toAbsolutePath(), config.memoryMib()));
    }

    @Produces
    @Singleton
    TwinPermissions permissions(HistoryConfig config, DittoConfig ditto) {
        return new TwinPermissions(
                ditto.url(),
                new TwinAccess(ditto).http(),
                ditto.timeout(),
                config.permissionsRemembered(),
                InstantSource.system());
    }

    @Produces
    @Singleton
    TimeSeriesApi api(TimeSeriesStore store, TwinPermissions permissions, HistoryConfig config) {
        return new TimeSeriesApi(store, permissions, config.permission().name(), InstantSource.system());
    }

    @Produces
    @Singleton
    TwinEventRecorder recorder(
            TimeSeriesStore store,
            HistoryConfig config,
            DittoConfig ditto,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Instance<DiskSpace> disk,
            MeterRegistry registry) {
        return new TwinEventRecorder(
                new TwinEventRecorder.Settings(
                        new KafkaClientSettings(kafka), ditto.topic().name(), config.linger()),
                store,
                new ModelLookup(
                        modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled),
                        InstantSource.system()),
                disk.isResolvable() ? disk.get() : DiskSpace.UNWATCHED,
                new IngestMetrics(registry, InstantSource.system()));
    }

    @Produces
    @Singleton
    Housekeeping housekeeping(TimeSeriesStore store, HistoryConfig config, Instance<DiskSpace> disk) {
        try {
            return new Housekeeping(
                    store,
                    new Housekeeping.Plan(
                            config.retention(),
                            config.retentionOf(),
                            config.downsampling().after(),
                            config.downsampling().step()),
                    disk.isResolvable() ? disk.get() : DiskSpace.UNWATCHED,
                    InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }
}
