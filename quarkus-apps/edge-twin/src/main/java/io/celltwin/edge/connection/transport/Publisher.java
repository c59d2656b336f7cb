package io.celltwin.edge.connection.transport;

import java.util.Optional;
import java.util.function.Consumer;

/** Sends messages by some transport. */
public interface Publisher extends AutoCloseable {

    /**
     * Gets ready to send, as soon as the other end is known.
     *
     * @throws InterruptedException if the waiting thread was interrupted
     */
    void connect() throws InterruptedException;

    /**
     * Sends a message after those that were given before. May wait for the other end; to be used by one thread, after
     * {@link #connect()}.
     *
     * @param outcome told when it arrived, or why not; on any thread, must not block
     */
    void publish(OutboundMessage message, Consumer<Optional<Exception>> outcome);

    /** How it is with the other end. */
    ResourceState state();

    /** Waits a little for what is on its way. */
    @Override
    void close();
}
