package io.celltwin.adapter.sending;

import java.util.concurrent.CompletionStage;

/**
 * Sends one message downstream.
 */
@FunctionalInterface
public interface MessageSender {

    /**
     * Never blocks the caller.
     *
     * @param message what to send
     * @return completes once the broker has acknowledged the message; completes exceptionally with
     *         {@link UndeliverableException} if it can never be delivered, with anything else if it is worth trying again
     */
    CompletionStage<Void> send(OutboundMessage message);
}
