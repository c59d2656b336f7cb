package io.celltwin.state;

/** What was kept is of a version that this program does not know: a newer program wrote it, and must not lose it. */
public final class NewerStateException extends StateException {

    private static final long serialVersionUID = 1L;

    NewerStateException(String message) {
        super(message);
    }
}
