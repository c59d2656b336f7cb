package io.celltwin.modbus.transport;

/** Why something that came from a line was passed over. */
public enum Rejection {
    /** The answer to a request that had timed out. */
    LATE,
    /** An answer to a request that nobody made. */
    UNKNOWN_TRANSACTION,
    /** The answer of another unit. */
    OTHER_UNIT,
    /** An answer that does not fit the request: its function, its length, or what it repeats. */
    MISFIT,
    /** Bytes that are no frame of the protocol. */
    MALFORMED
}
