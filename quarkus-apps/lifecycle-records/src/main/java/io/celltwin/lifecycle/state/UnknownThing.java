package io.celltwin.lifecycle.state;

/** There is no such thing; the message names it. */
public final class UnknownThing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the caller */
    public UnknownThing(String message) {
        super(message);
    }
}
