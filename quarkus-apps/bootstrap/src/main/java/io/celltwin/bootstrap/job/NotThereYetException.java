package io.celltwin.bootstrap.job;

/** A service does not answer yet; the message is one line for people. */
public final class NotThereYetException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what does not answer and how that shows */
    public NotThereYetException(String message) {
        super(message);
    }
}
