package io.celltwin.service.tls;

/**
 * A file with certificates cannot be used. The message is one line for people that names the file and tells what is wrong with
 * it.
 */
public final class TrustStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    TrustStoreException(String message) {
        super(message);
    }
}
