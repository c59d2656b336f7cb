package io.celltwin.modbus.gateway;

/** Is told of the connection that it shares. */
@FunctionalInterface
public interface GatewayListener {

    /**
     * The connection has failed. Called at most once, on the thread that found it out, and not after the member has left.
     *
     * @param reason what happened, in words fit for a user
     */
    void lost(String reason);
}
