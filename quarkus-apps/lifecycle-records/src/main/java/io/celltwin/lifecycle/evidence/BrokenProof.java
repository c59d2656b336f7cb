package io.celltwin.lifecycle.evidence;

/** A proof that proves nothing; the message says why. */
public final class BrokenProof extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenProof(String message) {
        super(message);
    }
}
