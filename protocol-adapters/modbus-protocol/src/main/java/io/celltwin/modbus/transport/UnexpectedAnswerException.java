package io.celltwin.modbus.transport;

import java.io.IOException;

/**
 * A unit answered something else than what was asked. The line itself stays in order. The message says what came and is fit for users.
 */
public final class UnexpectedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what came instead */
    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
