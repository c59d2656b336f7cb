package io.celltwin.adapter.driver;

/**
 * An open connection to one device that is being read.
 */
public interface DeviceLink extends AutoCloseable {

    /**
     * Stops reading and gives back everything that the link holds. Idempotent, throws nothing and does not wait for the
     * device; once it has returned, no method of the link's listener is called any more.
     */
    @Override
    void close();
}
