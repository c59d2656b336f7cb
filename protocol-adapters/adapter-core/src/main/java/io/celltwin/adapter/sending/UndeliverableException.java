package io.celltwin.adapter.sending;

/**
 * A message will not be delivered, however often it is tried: it is too large, or its device is not registered.
 */
public class UndeliverableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message why
     * @param cause what failed
     */
    public UndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
