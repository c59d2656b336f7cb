package io.celltwin.twin.subscription;

/** A running subscription. */
public interface Subscription extends AutoCloseable {

    /** Ends the subscription; no listener call begins after this returns. Calling it again does nothing. */
    @Override
    void close();
}
