package io.celltwin.adapter.device;

/**
 * Names a device.
 *
 * @param tenant its Hono tenant
 * @param deviceId its id in the tenant
 */
public record DeviceKey(String tenant, String deviceId) {}
