package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the messages that are not delivered yet, in order per device, within a bound. The outbox calls it one call at a
 * time. A store that outlives the process would be a second implementation.
 */
public interface MessageStore {

    /**
     * Appends a message to its device's queue. If that exceeds the bound, the oldest messages are given up for it.
     *
     * @param message the message
     * @return the messages that were given up; contains the message itself if the store can make no room for it
     */
    List<OutboundMessage> add(OutboundMessage message);

    /**
     * Takes the oldest message of a device for sending. It counts for the bound until {@link #done}, but is not given up
     * any more.
     *
     * @param device the device
     * @return its oldest message that was not taken yet, if there is one
     */
    Optional<OutboundMessage> next(DeviceKey device);

    /**
     * Forgets a message that {@link #next} gave: it was delivered or is undeliverable.
     *
     * @param message the message
     */
    void done(OutboundMessage message);

    /**
     * @return how many messages the store holds, those being sent included
     */
    int messages();

    /**
     * @return how many bytes the store's messages take
     */
    long bytes();
}
