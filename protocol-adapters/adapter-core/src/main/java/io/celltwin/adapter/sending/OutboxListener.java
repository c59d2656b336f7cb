package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;

/**
 * Is told what became of messages. Called while the outbox is locked: must return at once and not call the outbox back.
 */
public interface OutboxListener {

    /**
     * A message was acknowledged by the broker.
     *
     * @param message the message
     */
    void delivered(OutboundMessage message);

    /**
     * A message was laid over one that waits, since its thing is told things more slowly than they happen: its values are told, but
     * values of the one that waited which it replaces are not.
     *
     * @param message the message
     */
    void merged(OutboundMessage message);

    /**
     * A message cannot be sent for now: the broker is away. What becomes of it is told later.
     *
     * @param message the message
     */
    void held(OutboundMessage message);

    /**
     * A message is lost.
     *
     * @param message the message
     * @param loss why
     */
    void lost(OutboundMessage message, Loss loss);

    /**
     * Messages get through again for a device that has lost some: its twin needs a refresh.
     *
     * @param device the device
     */
    void recovered(DeviceKey device);

    /** Why a message was lost. */
    enum Loss {
        /** There was no room for it while the broker was away. */
        OVERFLOW,
        /** It can never be delivered. */
        UNDELIVERABLE,
        /** It waited when another replica had taken over its device, and would have been older than what that one told. */
        HANDED_OVER,
        /** It came after the outbox was closed, or was still there at the end. */
        CLOSED
    }
}
