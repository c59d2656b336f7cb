package io.celltwin.registry;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.registration.RegistrationCheck;
import io.celltwin.registry.config.RegistryConfig;
import io.celltwin.registry.management.RegistrationGuard;
import io.celltwin.registry.store.CredentialsRecords;
import io.celltwin.registry.store.DeviceRecords;
import io.celltwin.registry.store.RegistryFile;
import io.celltwin.registry.store.TenantRecords;
import io.celltwin.service.disk.DiskSpace;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the records of the configured directory. */
@Singleton
class RegistryProducer {

    @Produces
    @Singleton
    RegistryFile file(RegistryConfig config, Instance<DiskSpace> disk) {
        return RegistryFile.open(config.directory(), disk.isResolvable() ? disk.get() : DiskSpace.UNWATCHED);
    }

    void close(@Disposes RegistryFile file) {
        file.close();
    }

    @Produces
    @Singleton
    TenantRecords tenants(RegistryFile file) {
        return new TenantRecords(file);
    }

    @Produces
    @Singleton
    CredentialsRecords credentials(RegistryFile file) {
        return new CredentialsRecords(file);
    }

    @Produces
    @Singleton
    DeviceRecords devices(RegistryFile file, CredentialsRecords credentials) {
        return new DeviceRecords(file, credentials);
    }

    @Produces
    @Singleton
    RegistrationGuard registrations(
            Vertx vertx,
            RegistryConfig config,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory) {
        return new RegistrationGuard(
                vertx,
                new RegistrationCheck(
                        modelsDirectory.map(ModelCatalog::new),
                        config.moreSchemes().orElse(Set.of())));
    }
}
