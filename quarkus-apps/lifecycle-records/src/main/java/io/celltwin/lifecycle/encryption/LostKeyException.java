package io.celltwin.lifecycle.encryption;

/** Something was encrypted with a key that is not there any more; its message is for whoever runs the plant. */
public final class LostKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostKeyException(String message) {
        super(message);
    }
}
