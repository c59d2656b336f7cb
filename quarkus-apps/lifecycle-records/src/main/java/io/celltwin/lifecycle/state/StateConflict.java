package io.celltwin.lifecycle.state;

/** What is told contradicts the state or making of a thing as it is recorded; the message says what is. */
public final class StateConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the caller */
    public StateConflict(String message) {
        super(message);
    }
}
