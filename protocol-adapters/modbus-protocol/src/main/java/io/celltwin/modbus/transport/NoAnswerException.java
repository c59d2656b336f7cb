package io.celltwin.modbus.transport;

import java.io.IOException;
import java.time.Duration;

/** A unit did not answer in time. The message is fit for users. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param timeout how long was waited */
    public NoAnswerException(Duration timeout) {
        super("no answer within %d ms".formatted(timeout.toMillis()));
    }
}
