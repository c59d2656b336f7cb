package io.celltwin.state;

/** State cannot be read. The message is one line for people: what is wrong, and what to do; it holds none of the state's values. */
public abstract sealed class StateException extends RuntimeException
        permits DamagedStateException, NewerStateException {

    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }
}
