package io.celltwin.registry.management;

import io.celltwin.registry.messaging.ChangeAnnouncer;
import io.celltwin.registry.store.TenantRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.deviceregistry.service.tenant.AbstractTenantManagementService;
import org.eclipse.hono.notification.deviceregistry.LifecycleChange;
import org.eclipse.hono.notification.deviceregistry.TenantChangeNotification;
import org.eclipse.hono.service.management.Filter;
import org.eclipse.hono.service.management.Id;
import org.eclipse.hono.service.management.OperationResult;
import org.eclipse.hono.service.management.Result;
import org.eclipse.hono.service.management.SearchResult;
import org.eclipse.hono.service.management.Sort;
import org.eclipse.hono.service.management.tenant.Tenant;
import org.eclipse.hono.service.management.tenant.TenantDto;
import org.eclipse.hono.service.management.tenant.TenantWithId;
import org.eclipse.hono.util.TenantConstants;

/** Adds, changes and removes tenants. Each change is on disk before its answer, and announced after it. */
@Singleton
public class TenantManagement extends AbstractTenantManagementService {
    private final TenantRecords tenants;
    private final ChangeAnnouncer announcer;

    @Inject
    TenantManagement(Vertx vertx, TenantRecords tenants, ChangeAnnouncer announcer) {
        super(vertx);
        this.tenants = tenants;
        this.announcer = announcer;
    }

    @Override
    protected Future<OperationResult<Id>> processCreateTenant(String tenantId, Tenant tenant, Span span) {
        return vertx.executeBlocking(() -> tenants.create(tenantId, tenant), false)
                .onSuccess(version -> announce(LifecycleChange.CREATE, tenantId, tenant))
                .map(version -> OperationResult.ok(
                        HttpURLConnection.HTTP_CREATED, Id.of(tenantId), Optional.empty(), Optional.of(version)));
    }

    @Override
    protected Future<OperationResult<Tenant>> processReadTenant(String tenantId, Span span) {
        return tenants.find(tenantId)
                .map(dto -> Future.succeededFuture(OperationResult.ok(
                        HttpURLConnection.HTTP_OK, dto.getData(), Optional.empty(), Optional.of(dto.getVersion()))))
                .orElseGet(() -> Future.failedFuture(
                        new ClientErrorException(tenantId, HttpURLConnection.HTTP_NOT_FOUND, "no such tenant")));
    }

    @Override
    protected Future<OperationResult<Void>> processUpdateTenant(
            String tenantId, Tenant tenant, Optional<String> resourceVersion, Span span) {
        return vertx.executeBlocking(() -> tenants.update(tenantId, tenant, resourceVersion), false)
                .onSuccess(version -> announce(LifecycleChange.UPDATE, tenantId, tenant))
                .map(version -> OperationResult.ok(
                        HttpURLConnection.HTTP_NO_CONTENT, null, Optional.empty(), Optional.of(version)));
    }

    @Override
    protected Future<Result<Void>> processDeleteTenant(String tenantId, Optional<String> resourceVersion, Span span) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            tenants.delete(tenantId, resourceVersion);
                            return null;
                        },
                        false)
                .onSuccess(ok -> announcer.announce(
                        new TenantChangeNotification(LifecycleChange.DELETE, tenantId, Instant.now(), false, true)))
                .map(ok -> Result.from(HttpURLConnection.HTTP_NO_CONTENT));
    }

    @Override
    protected Future<OperationResult<SearchResult<TenantWithId>>> processSearchTenants(
            int pageSize, int pageOffset, List<Filter> filters, List<Sort> sortOptions, Span span) {
        RecordSearch search = new RecordSearch(filters, sortOptions, pageSize, pageOffset);
        return vertx.executeBlocking(() -> search.in(tenants.all().map(TenantManagement::withId)), false)
                .map(found -> OperationResult.ok(HttpURLConnection.HTTP_OK, found, Optional.empty(), Optional.empty()));
    }

    private static TenantWithId withId(TenantDto dto) {
        return TenantWithId.from(dto.getTenantId(), dto.getData());
    }

    private void announce(LifecycleChange change, String tenantId, Tenant tenant) {
        boolean invalidateCaches =
                Boolean.TRUE.equals(tenant.getExtensions().get(TenantConstants.FIELD_EXT_INVALIDATE_CACHE_ON_UPDATE));
        announcer.announce(
                new TenantChangeNotification(change, tenantId, Instant.now(), tenant.isEnabled(), invalidateCaches));
    }
}
