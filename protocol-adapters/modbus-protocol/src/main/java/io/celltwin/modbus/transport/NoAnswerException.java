package io.celltwin.modbus.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A unit did not answer in time. The message is fit for users. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param timeout how long was waited
     * @param instead what came instead of the answer
     */
    public NoAnswerException(Duration timeout, Optional<String> instead) {
        super("no answer within %d ms".formatted(timeout.toMillis())
                + instead.map(what -> ", but an " + what).orElse(""));
    }

    /** @param message why nothing is to be expected */
    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
