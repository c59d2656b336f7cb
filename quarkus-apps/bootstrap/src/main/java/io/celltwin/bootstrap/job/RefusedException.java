package io.celltwin.bootstrap.job;

/** Something is refused or wrongly configured; the message is one line for people and holds no secret. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is refused and why */
    public RefusedException(String message) {
        super(message);
    }
}
