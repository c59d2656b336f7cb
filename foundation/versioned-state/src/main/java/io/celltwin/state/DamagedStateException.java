package io.celltwin.state;

/** What was kept is cut off, no JSON, lacks something or holds a value that makes no sense. */
public final class DamagedStateException extends StateException {

    private static final long serialVersionUID = 1L;

    DamagedStateException(String message) {
        super(message);
    }
}
