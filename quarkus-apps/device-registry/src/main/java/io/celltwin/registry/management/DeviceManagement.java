package io.celltwin.registry.management;

import io.celltwin.registry.messaging.ChangeAnnouncer;
import io.celltwin.registry.store.DeviceRecords;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.deviceregistry.service.device.AbstractDeviceManagementService;
import org.eclipse.hono.deviceregistry.service.device.DeviceKey;
import org.eclipse.hono.notification.deviceregistry.AllDevicesOfTenantDeletedNotification;
import org.eclipse.hono.notification.deviceregistry.DeviceChangeNotification;
import org.eclipse.hono.notification.deviceregistry.LifecycleChange;
import org.eclipse.hono.service.management.Filter;
import org.eclipse.hono.service.management.Id;
import org.eclipse.hono.service.management.OperationResult;
import org.eclipse.hono.service.management.Result;
import org.eclipse.hono.service.management.SearchResult;
import org.eclipse.hono.service.management.Sort;
import org.eclipse.hono.service.management.device.Device;
import org.eclipse.hono.service.management.device.DeviceDto;
import org.eclipse.hono.service.management.device.DeviceWithId;

/** Adds, changes and removes devices. Each change is on disk before its answer, and announced after it. */
@Singleton
public class DeviceManagement extends AbstractDeviceManagementService {
    /** No limit but the tenant's own. */
    private static final int NO_GLOBAL_LIMIT = 0;

    private final DeviceRecords devices;
    private final ChangeAnnouncer announcer;
    private final RegistrationGuard guard;

    @Inject
    DeviceManagement(
            Vertx vertx,
            DeviceRecords devices,
            TenantInformation tenants,
            ChangeAnnouncer announcer,
            RegistrationGuard guard) {
        super(vertx);
        this.guard = guard;
        this.devices = devices;
        this.announcer = announcer;
        setTenantInformationService(tenants);
    }

    @Override
    protected Future<OperationResult<Id>> processCreateDevice(DeviceKey key, Device device, Span span) {
        String tenantId = key.getTenantId();
        String deviceId = key.getDeviceId();
        return tenantInformationService
                .getTenant(tenantId, span)
                .compose(tenant -> tenant.checkDeviceLimitReached(tenantId, devices.count(tenantId), NO_GLOBAL_LIMIT))
                .compose(ok -> guard.admit(key, device))
                .compose(ok -> vertx.executeBlocking(() -> devices.create(tenantId, deviceId, device), false))
                .onSuccess(version -> announce(LifecycleChange.CREATE, key, device.isEnabled()))
                .map(version -> OperationResult.ok(
                        HttpURLConnection.HTTP_CREATED, Id.of(deviceId), Optional.empty(), Optional.of(version)));
    }

    @Override
    protected Future<OperationResult<Device>> processReadDevice(DeviceKey key, Span span) {
        return devices.find(key.getTenantId(), key.getDeviceId())
                .map(dto -> Future.succeededFuture(OperationResult.ok(
                        HttpURLConnection.HTTP_OK,
                        dto.getDeviceWithStatus(),
                        Optional.empty(),
                        Optional.of(dto.getVersion()))))
                .orElseGet(() -> Future.failedFuture(new ClientErrorException(
                        key.getTenantId(), HttpURLConnection.HTTP_NOT_FOUND, "no such device")));
    }

    @Override
    protected Future<OperationResult<Id>> processUpdateDevice(
            DeviceKey key, Device device, Optional<String> resourceVersion, Span span) {
        return guard.admit(key, device)
                .compose(ok -> vertx.executeBlocking(
                        () -> devices.update(key.getTenantId(), key.getDeviceId(), device, resourceVersion), false))
                .onSuccess(version -> announce(LifecycleChange.UPDATE, key, device.isEnabled()))
                .map(version -> OperationResult.ok(
                        HttpURLConnection.HTTP_NO_CONTENT,
                        Id.of(key.getDeviceId()),
                        Optional.empty(),
                        Optional.of(version)));
    }

    @Override
    protected Future<Result<Void>> processDeleteDevice(DeviceKey key, Optional<String> resourceVersion, Span span) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            devices.delete(key.getTenantId(), key.getDeviceId(), resourceVersion);
                            return null;
                        },
                        false)
                .onSuccess(ok -> announce(LifecycleChange.DELETE, key, false))
                .map(ok -> Result.from(HttpURLConnection.HTTP_NO_CONTENT));
    }

    @Override
    protected Future<Result<Void>> processDeleteDevicesOfTenant(String tenantId, Span span) {
        return vertx.<Void>executeBlocking(
                        () -> {
                            devices.deleteAll(tenantId);
                            return null;
                        },
                        false)
                .onSuccess(ok -> announcer.announce(new AllDevicesOfTenantDeletedNotification(tenantId, Instant.now())))
                .map(ok -> Result.from(HttpURLConnection.HTTP_NO_CONTENT));
    }

    @Override
    protected Future<OperationResult<SearchResult<DeviceWithId>>> processSearchDevices(
            String tenantId,
            int pageSize,
            int pageOffset,
            List<Filter> filters,
            List<Sort> sortOptions,
            Optional<Boolean> isGateway,
            Span span) {
        RecordSearch search = new RecordSearch(filters, sortOptions, pageSize, pageOffset);
        return vertx.executeBlocking(() -> search.in(candidates(tenantId, isGateway)), false)
                .map(found -> OperationResult.ok(HttpURLConnection.HTTP_OK, found, Optional.empty(), Optional.empty()));
    }

    private Stream<DeviceWithId> candidates(String tenantId, Optional<Boolean> isGateway) {
        Stream<DeviceDto> all = devices.of(tenantId);
        if (isGateway.isPresent()) {
            Set<String> gateways = gatewaysOf(tenantId);
            all = all.filter(device -> isGateway.get()
                    == (gateways.contains(device.getDeviceId())
                            || !device.getData().getMemberOf().isEmpty()));
        }
        return all.map(device -> DeviceWithId.from(device.getDeviceId(), device.getDeviceWithStatus()));
    }

    /** Devices through which others may send. */
    private Set<String> gatewaysOf(String tenantId) {
        return devices.of(tenantId)
                .flatMap(device -> device.getData().getVia().stream())
                .collect(Collectors.toSet());
    }

    private void announce(LifecycleChange change, DeviceKey key, boolean enabled) {
        announcer.announce(
                new DeviceChangeNotification(change, key.getTenantId(), key.getDeviceId(), Instant.now(), enabled));
    }
}
