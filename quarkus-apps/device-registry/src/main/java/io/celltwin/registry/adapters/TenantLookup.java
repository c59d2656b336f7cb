package io.celltwin.registry.adapters;

import io.celltwin.registry.store.TenantRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.eclipse.hono.deviceregistry.service.tenant.AbstractTenantService;
import org.eclipse.hono.deviceregistry.util.DeviceRegistryUtils;
import org.eclipse.hono.service.management.tenant.TenantDto;
import org.eclipse.hono.util.CacheDirective;
import org.eclipse.hono.util.TenantResult;

/** Hono's Tenant API: what adapters want to know about a tenant. */
@Singleton
public class TenantLookup extends AbstractTenantService {
    private static final CacheDirective CACHE = CacheDirective.maxAgeDirective(Duration.ofMinutes(3));

    private final TenantRecords tenants;

    @Inject
    TenantLookup(TenantRecords tenants) {
        this.tenants = tenants;
    }

    @Override
    public Future<TenantResult<JsonObject>> get(String tenantId, Span span) {
        return Future.succeededFuture(answer(tenants.findByIdOrAlias(tenantId)));
    }

    @Override
    public Future<TenantResult<JsonObject>> get(X500Principal subjectDn, Span span) {
        return Future.succeededFuture(answer(tenants.findByTrustAnchor(subjectDn)));
    }

    private static TenantResult<JsonObject> answer(Optional<TenantDto> tenant) {
        return tenant.map(found -> TenantResult.from(
                        HttpURLConnection.HTTP_OK,
                        DeviceRegistryUtils.convertTenant(found.getTenantId(), found.getData(), true),
                        CACHE))
                .orElseGet(() -> TenantResult.from(HttpURLConnection.HTTP_NOT_FOUND));
    }
}
