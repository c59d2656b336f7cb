package io.celltwin.edge.connection.transport;

import java.util.List;

/** What reads the sources of one connection. */
public interface Consumers extends AutoCloseable {

    /** Begins to read, as soon as the other end is there; does not wait for it, and tries for ever. Once. */
    void open();

    /** How it is with each consumer. */
    List<ResourceState> states();

    /** Ends when all that was at hand is executed, or after a short time. May be called without {@link #open}. */
    @Override
    void close();
}
