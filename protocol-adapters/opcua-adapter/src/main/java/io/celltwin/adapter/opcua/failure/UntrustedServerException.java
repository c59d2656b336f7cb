package io.celltwin.adapter.opcua.failure;

import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/**
 * The adapter does not trust a server. Its message says why and what to do, fit for users.
 */
public final class UntrustedServerException extends UaException {

    private static final long serialVersionUID = 1L;

    /**
     * @param status what is wrong with the server's certificate
     * @param message the same and what to do
     */
    public UntrustedServerException(StatusCode status, String message) {
        super(status, message);
    }
}
