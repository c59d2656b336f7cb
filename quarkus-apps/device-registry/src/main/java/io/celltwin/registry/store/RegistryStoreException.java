package io.celltwin.registry.store;

/** The registry's file cannot be used; the message is one line that an operator can act on. */
public class RegistryStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryStoreException(String message) {
        super(message);
    }
}
