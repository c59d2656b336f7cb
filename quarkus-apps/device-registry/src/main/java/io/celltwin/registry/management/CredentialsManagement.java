package io.celltwin.registry.management;

import io.celltwin.registry.messaging.ChangeAnnouncer;
import io.celltwin.registry.store.CredentialsRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.deviceregistry.service.credentials.AbstractCredentialsManagementService;
import org.eclipse.hono.deviceregistry.service.device.DeviceKey;
import org.eclipse.hono.notification.deviceregistry.CredentialsChangeNotification;
import org.eclipse.hono.service.auth.SpringBasedHonoPasswordEncoder;
import org.eclipse.hono.service.management.OperationResult;
import org.eclipse.hono.service.management.credentials.CommonCredential;

/** Changes the credentials of devices. Each change is on disk before its answer, and announced after it. */
@Singleton
public class CredentialsManagement extends AbstractCredentialsManagementService {
    private static final int BCRYPT_COST_FACTOR = 10;
    private static final Set<String> ANY_HASH_FUNCTION = Set.of();

    private final CredentialsRecords credentials;
    private final ChangeAnnouncer announcer;

    @Inject
    CredentialsManagement(
            Vertx vertx, CredentialsRecords credentials, TenantInformation tenants, ChangeAnnouncer announcer) {
        super(vertx, new SpringBasedHonoPasswordEncoder(BCRYPT_COST_FACTOR), BCRYPT_COST_FACTOR, ANY_HASH_FUNCTION);
        this.credentials = credentials;
        this.announcer = announcer;
        setTenantInformationService(tenants);
    }

    @Override
    protected Future<OperationResult<Void>> processUpdateCredentials(
            DeviceKey key, List<CommonCredential> replacement, Optional<String> resourceVersion, Span span) {
        return vertx.executeBlocking(
                        () -> credentials.update(key.getTenantId(), key.getDeviceId(), replacement, resourceVersion),
                        false)
                .onSuccess(version -> announcer.announce(
                        new CredentialsChangeNotification(key.getTenantId(), key.getDeviceId(), Instant.now())))
                .map(version -> OperationResult.ok(
                        HttpURLConnection.HTTP_NO_CONTENT, null, Optional.empty(), Optional.of(version)));
    }

    @Override
    protected Future<OperationResult<List<CommonCredential>>> processReadCredentials(DeviceKey key, Span span) {
        return credentials
                .find(key.getTenantId(), key.getDeviceId())
                .map(dto -> Future.succeededFuture(OperationResult.ok(
                        HttpURLConnection.HTTP_OK,
                        dto.getCredentials(),
                        Optional.empty(),
                        Optional.of(dto.getVersion()))))
                .orElseGet(() -> Future.failedFuture(new ClientErrorException(
                        key.getTenantId(), HttpURLConnection.HTTP_NOT_FOUND, "no such device")));
    }
}
