package io.celltwin.simulator.device;

import java.io.IOException;

/** Serves one device's values by its protocol. */
public interface DeviceServer extends AutoCloseable {

    /** Shows the values of this moment to clients, all at once. */
    void publish();

    /** Closes every connection and refuses new ones, as if the network cable were pulled. Idempotent. */
    void cut();

    /**
     * Takes connections again. Idempotent.
     *
     * @throws IOException if the port was taken meanwhile
     */
    void restore() throws IOException;

    /** Ends the server for good. */
    @Override
    void close();
}
