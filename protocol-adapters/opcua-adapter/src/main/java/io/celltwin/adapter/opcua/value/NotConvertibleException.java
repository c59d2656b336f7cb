package io.celltwin.adapter.opcua.value;

/**
 * A value has no counterpart in a reading. Its message is fit for users and does not change from one such value to the next.
 */
public final class NotConvertibleException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what the value is, and why it cannot be shown
     */
    public NotConvertibleException(String message) {
        // May happen with every change of a value: no stack trace.
        super(message, null, false, false);
    }
}
