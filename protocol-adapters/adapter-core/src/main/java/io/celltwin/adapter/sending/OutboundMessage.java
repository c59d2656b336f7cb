package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import java.nio.charset.StandardCharsets;

/**
 * A Ditto protocol message on its way to Kafka.
 *
 * @param kind which way it goes
 * @param tenant the Hono tenant of the device
 * @param deviceId the device that it is about
 * @param payload the Ditto protocol message as UTF-8 JSON; treat it as read-only
 * @param asserted true if the device's registration is to be asserted before it is sent; false for the adapter's own
 *            last word on a device whose registration is gone
 */
public record OutboundMessage(Kind kind, String tenant, String deviceId, byte[] payload, boolean asserted) {

    /** Hono's two ways downstream. */
    public enum Kind {
        /** Measured values. */
        TELEMETRY,
        /** What must not be missed: alarms and changes of state. */
        EVENT
    }

    /**
     * @param tenant the Hono tenant of the device
     * @param deviceId the device that it is about
     * @param json the Ditto protocol message
     * @return a telemetry message
     */
    public static OutboundMessage telemetry(String tenant, String deviceId, String json) {
        return new OutboundMessage(Kind.TELEMETRY, tenant, deviceId, json.getBytes(StandardCharsets.UTF_8), true);
    }

    /**
     * @param tenant the Hono tenant of the device
     * @param deviceId the device that it is about
     * @param json the Ditto protocol message
     * @return an event message
     */
    public static OutboundMessage event(String tenant, String deviceId, String json) {
        return new OutboundMessage(Kind.EVENT, tenant, deviceId, json.getBytes(StandardCharsets.UTF_8), true);
    }

    /**
     * @return the device that it is about
     */
    public DeviceKey device() {
        return new DeviceKey(tenant, deviceId);
    }

    /**
     * @return this message, to be sent whether the device is still registered or not
     */
    public OutboundMessage unasserted() {
        return new OutboundMessage(kind, tenant, deviceId, payload, false);
    }
}
