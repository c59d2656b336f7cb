package io.celltwin.registry.management;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.hono.service.http.AbstractHttpEndpoint;
import org.eclipse.hono.service.http.HttpServiceConfigProperties;
import org.eclipse.hono.service.management.credentials.CommonCredential;
import org.eclipse.hono.service.management.credentials.DelegatingCredentialsManagementHttpEndpoint;
import org.eclipse.hono.service.management.device.DelegatingDeviceManagementHttpEndpoint;
import org.eclipse.hono.service.management.device.Device;
import org.eclipse.hono.service.management.tenant.DelegatingTenantManagementHttpEndpoint;
import org.eclipse.hono.service.management.tenant.Tenant;

/** Serves Hono's registry management API below <code>/v1</code>, by Hono's own endpoints. */
@Singleton
class ManagementRoutes {
    /** Bytes: room for the attributes of a machine or a certificate, not for anything large. */
    private static final int MAX_BODY = 64 * 1024;

    private final Vertx vertx;
    private final TenantManagement tenants;
    private final DeviceManagement devices;
    private final CredentialsManagement credentials;

    @Inject
    ManagementRoutes(
            Vertx vertx, TenantManagement tenants, DeviceManagement devices, CredentialsManagement credentials) {
        this.vertx = vertx;
        this.tenants = tenants;
        this.devices = devices;
        this.credentials = credentials;
    }

    void add(@Observes Router router) {
        HttpServiceConfigProperties config = new HttpServiceConfigProperties();
        config.setMaxPayloadSize(MAX_BODY);
        router.route("/v1/*").failureHandler(new ManagementFailures());
        add(router, new DelegatingTenantManagementHttpEndpoint<>(vertx, tenants), Tenant.class, config);
        add(router, new DelegatingDeviceManagementHttpEndpoint<>(vertx, devices), Device.class, config);
        add(
                router,
                new DelegatingCredentialsManagementHttpEndpoint<>(vertx, credentials),
                CommonCredential[].class,
                config);
    }

    private static void add(
            Router router,
            AbstractHttpEndpoint<? super HttpServiceConfigProperties> endpoint,
            Class<?> body,
            HttpServiceConfigProperties config) {
        router.route("/" + endpoint.getName() + "/*")
                .method(HttpMethod.POST)
                .method(HttpMethod.PUT)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(new BodyCheck(body));
        endpoint.setConfiguration(config);
        endpoint.addRoutes(router);
    }
}
