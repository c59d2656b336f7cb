package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the messages that are not delivered yet, in order per device, within a bound. The outbox calls it one call at a
 * time.
 */
public interface MessageStore {

    /**
     * Appends a message to its device's queue, or lays it over a waiting one of the same subject. If that exceeds the bound, the
     * oldest messages are given up for it.
     *
     * @param message the message
     * @return what became of it and of others
     */
    Addition add(OutboundMessage message);

    /**
     * @param device a device
     * @return what waits for sending: an event if there is one, else telemetry; empty if nothing waits
     */
    Optional<Kind> waiting(DeviceKey device);

    /**
     * Takes the oldest message of a device for sending. It counts for the bound until {@link #done}, but is not given up
     * any more, and nothing is laid over it.
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
     * @return about how many bytes the store's messages take
     */
    long bytes();

    /**
     * What adding a message did.
     *
     * @param merged whether it was laid over one that waited
     * @param givenUp the messages that were given up; contains the message itself if the store can make no room for it
     */
    record Addition(boolean merged, List<OutboundMessage> givenUp) {

        public Addition {
            givenUp = List.copyOf(givenUp);
        }
    }
}
