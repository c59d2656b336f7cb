package io.celltwin.history.error;

/** The store did not do what it was asked to. It may at another time. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and why
     * @param cause the underlying failure
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param message what failed and why
     */
    public StoreException(String message) {
        super(message);
    }
}
