package io.celltwin.lifecycle.encryption;

/** An encrypted value is not as it was encrypted, or stands where it was not put. */
public final class ChangedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedValueException(String message) {
        super(message);
    }
}
