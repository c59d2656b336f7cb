package io.celltwin.edge.store;

/** The disk did not do what was asked: full, broken, or its content is not what was written. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    public JournalException(String message) {
        super(message);
    }
}
