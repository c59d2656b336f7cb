package io.celltwin.lifecycle.evidence;

/** The log and the records do not fit together; the message says where. */
public final class RecordLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordLogException(String message) {
        super(message);
    }
}
