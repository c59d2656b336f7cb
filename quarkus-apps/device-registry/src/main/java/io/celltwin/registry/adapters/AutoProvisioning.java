package io.celltwin.registry.adapters;

import io.celltwin.registry.management.CredentialsManagement;
import io.celltwin.registry.management.DeviceManagement;
import io.celltwin.registry.messaging.EventSenders;
import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.hono.deviceregistry.service.device.AutoProvisionerConfigProperties;
import org.eclipse.hono.deviceregistry.service.device.EdgeDeviceAutoProvisioner;
import org.eclipse.hono.service.management.device.DeviceAndGatewayAutoProvisioner;

/** Makes the parts of Hono that register devices at their first message, where gateway or tenant allow it. */
@Singleton
class AutoProvisioning {

    @Produces
    @Singleton
    EdgeDeviceAutoProvisioner devicesBehindGateways(Vertx vertx, DeviceManagement devices, EventSenders events) {
        return new EdgeDeviceAutoProvisioner(
                vertx, devices, events.provider(), new AutoProvisionerConfigProperties(), NoopTracerFactory.create());
    }

    @Produces
    @Singleton
    DeviceAndGatewayAutoProvisioner devicesByCertificate(
            Vertx vertx, DeviceManagement devices, CredentialsManagement credentials, EventSenders events) {
        return new DeviceAndGatewayAutoProvisioner(vertx, devices, credentials, events.provider());
    }
}
