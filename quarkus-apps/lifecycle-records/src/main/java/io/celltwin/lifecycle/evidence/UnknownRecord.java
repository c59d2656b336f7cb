package io.celltwin.lifecycle.evidence;

/** A record that there is not. */
public final class UnknownRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownRecord(String message) {
        super(message);
    }
}
