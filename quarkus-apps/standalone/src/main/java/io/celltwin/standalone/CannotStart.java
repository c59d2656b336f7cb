package io.celltwin.standalone;

/** Something outside the program keeps it from starting; the message is one line that says what and what to do. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
