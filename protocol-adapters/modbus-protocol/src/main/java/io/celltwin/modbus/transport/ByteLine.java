package io.celltwin.modbus.transport;

import java.io.IOException;
import java.time.Duration;

/** A stream of bytes in both directions: a TCP connection, a TLS session or a serial line. Threads as in {@link ModbusTransport}. */
public interface ByteLine extends AutoCloseable {

    /** What a user is told when the other side has ended the line. */
    String CLOSED = "the other side closed the connection";

    /** What a user is told when the line has failed. */
    String BROKEN = "the connection broke";

    /**
     * @param timeout how long to try
     * @throws IOException if it cannot be opened; its message is fit for users
     */
    void open(Duration timeout) throws IOException;

    /** Sends the first bytes of a buffer. */
    void write(byte[] bytes, int length) throws IOException;

    /**
     * Waits for at least one byte.
     *
     * @param deadlineNanos how long, a time of {@link System#nanoTime()}
     * @return how many bytes came; negative if the other side has closed
     * @throws java.net.SocketTimeoutException if none came in time
     */
    int read(byte[] buffer, int offset, int most, long deadlineNanos) throws IOException;

    /** How many bytes can be read without waiting; may be fewer than there are. */
    int available() throws IOException;

    /** Idempotent; throws nothing. */
    @Override
    void close();
}
