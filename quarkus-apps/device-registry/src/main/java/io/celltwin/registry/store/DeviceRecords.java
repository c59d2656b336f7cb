package io.celltwin.registry.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.service.management.device.Device;
import org.eclipse.hono.service.management.device.DeviceDto;

/** The devices and gateways of all tenants. Changes may take some 10 ms: not for an event loop. */
public final class DeviceRecords {
    private final RegistryFile file;
    private final RecordMap<DeviceDto> devices;
    private final CredentialsRecords credentials;

    /**
     * The devices of a file.
     *
     * @param credentials the credentials of the same file: they come and go with their devices
     */
    public DeviceRecords(RegistryFile file, CredentialsRecords credentials) {
        this.file = file;
        this.devices = file.map("devices", DeviceDto.class);
        this.credentials = credentials;
    }

    /** The device. */
    public Optional<DeviceDto> find(String tenantId, String deviceId) {
        return devices.find(StringMap.key(tenantId, deviceId));
    }

    /** The devices of a tenant, by id. */
    public Stream<DeviceDto> of(String tenantId) {
        return devices.under(tenantId);
    }

    /** How many devices a tenant has. */
    public long count(String tenantId) {
        return devices.countUnder(tenantId);
    }

    /** How many devices there are. */
    public long count() {
        return devices.size();
    }

    /**
     * Adds a device, with an empty set of credentials.
     *
     * @return its version
     * @throws ClientErrorException 409 if it exists
     */
    public String create(String tenantId, String deviceId, Device device) {
        String key = StringMap.key(tenantId, deviceId);
        return file.change(() -> {
            devices.requireNone(tenantId, key);
            DeviceDto created = DeviceDto.forCreation(DeviceDto::new, tenantId, deviceId, device, newVersion());
            devices.put(key, created);
            credentials.add(tenantId, deviceId);
            return created.getVersion();
        });
    }

    /**
     * Replaces a device.
     *
     * @return its new version
     * @throws ClientErrorException 404 or 412
     */
    public String update(String tenantId, String deviceId, Device device, Optional<String> version) {
        String key = StringMap.key(tenantId, deviceId);
        return file.change(() -> {
            DeviceDto present = devices.require(tenantId, key, version);
            DeviceDto updated = DeviceDto.forUpdate(() -> present, tenantId, deviceId, device, newVersion());
            devices.put(key, updated);
            return updated.getVersion();
        });
    }

    /**
     * Removes a device and its credentials.
     *
     * @throws ClientErrorException 404 or 412
     */
    public void delete(String tenantId, String deviceId, Optional<String> version) {
        file.change(() -> {
            devices.require(tenantId, StringMap.key(tenantId, deviceId), version);
            remove(tenantId, deviceId);
            return null;
        });
    }

    /** Removes all devices of a tenant and their credentials. */
    public void deleteAll(String tenantId) {
        file.change(() -> {
            List<DeviceDto> all = of(tenantId).toList();
            all.forEach(device -> remove(tenantId, device.getDeviceId()));
            return null;
        });
    }

    private void remove(String tenantId, String deviceId) {
        devices.remove(StringMap.key(tenantId, deviceId));
        credentials.remove(tenantId, deviceId);
    }

    private static String newVersion() {
        return UUID.randomUUID().toString();
    }
}
