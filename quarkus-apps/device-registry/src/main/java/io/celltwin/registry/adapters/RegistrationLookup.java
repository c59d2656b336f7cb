package io.celltwin.registry.adapters;

import io.celltwin.registry.management.TenantInformation;
import io.celltwin.registry.store.DeviceRecords;
import io.opentracing.Span;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.hono.deviceregistry.service.device.AbstractRegistrationService;
import org.eclipse.hono.deviceregistry.service.device.DeviceKey;
import org.eclipse.hono.deviceregistry.service.device.EdgeDeviceAutoProvisioner;
import org.eclipse.hono.service.management.device.DeviceDto;
import org.eclipse.hono.util.RegistrationConstants;
import org.eclipse.hono.util.RegistrationResult;

/** Hono's Device Registration API: asserts to adapters that a device may send. */
@Singleton
public class RegistrationLookup extends AbstractRegistrationService {
    private final DeviceRecords devices;

    @Inject
    RegistrationLookup(DeviceRecords devices, TenantInformation tenants, EdgeDeviceAutoProvisioner provisioner) {
        this.devices = devices;
        setTenantInformationService(tenants);
        setEdgeDeviceAutoProvisioner(provisioner);
    }

    @Override
    protected Future<RegistrationResult> getRegistrationInformation(DeviceKey key, Span span) {
        return Future.succeededFuture(devices.find(key.getTenantId(), key.getDeviceId())
                .map(found -> RegistrationResult.from(
                        HttpURLConnection.HTTP_OK,
                        new JsonObject()
                                .put(RegistrationConstants.FIELD_PAYLOAD_DEVICE_ID, key.getDeviceId())
                                .put(RegistrationConstants.FIELD_DATA, JsonObject.mapFrom(found.getData()))))
                .orElseGet(() -> RegistrationResult.from(HttpURLConnection.HTTP_NOT_FOUND)));
    }

    @Override
    protected Future<Set<String>> processResolveGroupMembers(String tenantId, Set<String> viaGroups, Span span) {
        return Future.succeededFuture(devices.of(tenantId)
                .filter(device -> !Collections.disjoint(device.getData().getMemberOf(), viaGroups))
                .map(DeviceDto::getDeviceId)
                .collect(Collectors.toSet()));
    }
}
