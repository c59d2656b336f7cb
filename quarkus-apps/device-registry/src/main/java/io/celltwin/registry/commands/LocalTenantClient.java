package io.celltwin.registry.commands;

import io.opentracing.SpanContext;
import io.opentracing.noop.NoopSpan;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.eclipse.hono.client.registry.TenantClient;
import org.eclipse.hono.client.util.StatusCodeMapper;
import org.eclipse.hono.service.tenant.TenantService;
import org.eclipse.hono.util.TenantObject;
import org.eclipse.hono.util.TenantResult;

/** Hono's tenant client for a command router that lives with the registry. */
record LocalTenantClient(TenantService tenants) implements TenantClient {

    @Override
    public Future<TenantObject> get(String tenantId, SpanContext context) {
        return require(() -> tenants.get(tenantId, NoopSpan.INSTANCE));
    }

    @Override
    public Future<TenantObject> get(X500Principal subjectDn, SpanContext context) {
        return require(() -> tenants.get(subjectDn, NoopSpan.INSTANCE));
    }

    private static Future<TenantObject> require(Supplier<Future<TenantResult<JsonObject>>> lookup) {
        return lookup.get()
                .compose(answer -> answer.isOk()
                        ? Future.succeededFuture(answer.getPayload())
                        : Future.failedFuture(StatusCodeMapper.from(answer.getStatus(), "no such tenant")))
                .map(tenant -> tenant.mapTo(TenantObject.class));
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
