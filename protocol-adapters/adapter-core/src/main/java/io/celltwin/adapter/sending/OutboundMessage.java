package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import java.util.Objects;

/**
 * A Ditto protocol message on its way to Kafka.
 *
 * @param kind which way it goes
 * @param device the device that it is about
 * @param content what it says
 * @param asserted true if the device's registration is to be asserted before it is sent; false for the adapter's own
 *            last word on a device whose registration is gone
 */
public record OutboundMessage(Kind kind, DeviceKey device, MessageContent content, boolean asserted) {

    public OutboundMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(content, "content");
    }

    /** Hono's two ways downstream. */
    public enum Kind {
        /** Measured values. */
        TELEMETRY,
        /** What must not be missed: alarms and changes of state. */
        EVENT
    }

    /**
     * @param device the device that it is about
     * @param content what it says
     * @return a telemetry message
     */
    public static OutboundMessage telemetry(DeviceKey device, MessageContent content) {
        return new OutboundMessage(Kind.TELEMETRY, device, content, true);
    }

    /**
     * @param device the device that it is about
     * @param content what it says
     * @return an event message
     */
    public static OutboundMessage event(DeviceKey device, MessageContent content) {
        return new OutboundMessage(Kind.EVENT, device, content, true);
    }

    /**
     * @return this message, to be sent whether the device is still registered or not
     */
    public OutboundMessage unasserted() {
        return new OutboundMessage(kind, device, content, false);
    }

    /**
     * @param later a message that came after this one
     * @return whether one message can say both: values, never events
     */
    boolean canBeFollowedBy(OutboundMessage later) {
        return kind == Kind.TELEMETRY
                && later.kind == Kind.TELEMETRY
                && asserted == later.asserted
                && content.subject().equals(later.content.subject());
    }

    /**
     * @param later a message that came after this one, of which {@link #canBeFollowedBy} says so
     * @return one message that says both
     */
    OutboundMessage followedBy(OutboundMessage later) {
        return new OutboundMessage(kind, device, content.followedBy(later.content), asserted);
    }
}
