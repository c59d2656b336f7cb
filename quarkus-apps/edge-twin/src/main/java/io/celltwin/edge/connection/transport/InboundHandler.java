package io.celltwin.edge.connection.transport;

import java.util.concurrent.CompletionStage;

/** Executes what comes by one source. */
public interface InboundHandler {

    /**
     * Executes a message, after waiting for room if the twin is busy. Messages given one after the other by one
     * thread are executed in this order.
     *
     * @return completes with whether the message is done with: its changes on disk, or refused for good. If not, the
     *         twin could not and it is to be given again. Never fails.
     * @throws InterruptedException if the waiting thread was interrupted; the message is to be given again
     */
    CompletionStage<Boolean> execute(InboundMessage message) throws InterruptedException;

    /**
     * Counts and logs a message that is longer than may be; it is done with.
     *
     * @param address the source's address that it came by
     */
    void refuseTooLarge(String address, long limitBytes);
}
