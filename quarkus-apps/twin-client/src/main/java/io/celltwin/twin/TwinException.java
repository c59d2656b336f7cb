package io.celltwin.twin;

/** The twin service did not do what it was asked to. The message is fit for an operator's eyes. */
public class TwinException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked and why it failed
     */
    public TwinException(String message) {
        super(message);
    }

    /**
     * @param message what was asked and why it failed
     * @param cause the underlying failure
     */
    public TwinException(String message, Throwable cause) {
        super(message, cause);
    }
}
