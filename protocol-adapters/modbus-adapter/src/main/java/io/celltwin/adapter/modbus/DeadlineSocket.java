package io.celltwin.adapter.modbus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A socket whose reads end at a deadline. The read timeout of a plain socket starts anew with each byte, so that a device
 * which drips its answer could hold its reader for minutes.
 */
final class DeadlineSocket extends Socket {

    private long deadlineNanos;

    /**
     * @param timeout how long all reads from now on may take together
     */
    void startDeadline(Duration timeout) {
        deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /**
     * @return whether the time is over
     */
    boolean isDeadlineOver() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                limitRead();
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                limitRead();
                return super.read(buffer, offset, length);
            }
        };
    }

    private void limitRead() throws IOException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("deadline is over");
        }
        // Rounded up: a timeout must not come before the deadline, and 0 would mean no limit.
        setSoTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1));
    }
}
