package io.celltwin.registry.management;

import io.celltwin.registry.store.TenantRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.deviceregistry.service.tenant.TenantInformationService;
import org.eclipse.hono.deviceregistry.service.tenant.TenantKey;
import org.eclipse.hono.service.management.OperationResult;
import org.eclipse.hono.service.management.Result;
import org.eclipse.hono.service.management.tenant.Tenant;
import org.eclipse.hono.service.management.tenant.TenantDto;

/** Tells the other services about tenants. */
@Singleton
public class TenantInformation implements TenantInformationService {
    private final TenantRecords tenants;

    @Inject
    TenantInformation(TenantRecords tenants) {
        this.tenants = tenants;
    }

    @Override
    public Future<Result<TenantKey>> tenantExists(String tenantId, Span span) {
        return getTenant(tenantId, span)
                .map(tenant -> OperationResult.ok(
                        HttpURLConnection.HTTP_OK, TenantKey.from(tenantId), Optional.empty(), Optional.empty()));
    }

    @Override
    public Future<Tenant> getTenant(String tenantId, Span span) {
        return tenants.find(tenantId)
                .map(TenantDto::getData)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(
                        new ClientErrorException(tenantId, HttpURLConnection.HTTP_NOT_FOUND, "no such tenant")));
    }
}
