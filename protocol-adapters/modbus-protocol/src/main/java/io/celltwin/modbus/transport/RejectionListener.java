package io.celltwin.modbus.transport;

/** Is told what a transport passes over, to count it. */
@FunctionalInterface
public interface RejectionListener {

    /** Tells nobody. */
    RejectionListener NONE = rejection -> {};

    /** Called on the thread that exchanges; returns quickly. */
    void rejected(Rejection rejection);
}
