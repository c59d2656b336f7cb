package io.celltwin.lifecycle.state;

/** A state that the thing cannot come into; the message says which state it is in. */
public final class StateConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateConflict(String message) {
        super(message);
    }
}
