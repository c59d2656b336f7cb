package io.celltwin.twin.error;

import java.util.Set;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;

/** The twin service did not do what it was asked to. The message is fit for an operator's eyes. */
public class TwinException extends RuntimeException {

    private static final Set<HttpStatus> PASSING =
            Set.of(HttpStatus.REQUEST_TIMEOUT, HttpStatus.FAILED_DEPENDENCY, HttpStatus.TOO_MANY_REQUESTS);

    private static final long serialVersionUID = 1L;

    private final boolean permanent;
    private final boolean forbidden;

    /**
     * @param message what was asked and why it failed
     */
    public TwinException(String message) {
        super(message);
        this.permanent = false;
        this.forbidden = false;
    }

    /**
     * @param message what was asked and why it failed
     * @param cause the underlying failure
     */
    public TwinException(String message, Throwable cause) {
        super(message, cause);
        this.permanent = cause instanceof DittoRuntimeException refusal
                && refusal.getHttpStatus().isClientError()
                && !PASSING.contains(refusal.getHttpStatus());
        this.forbidden =
                cause instanceof DittoRuntimeException refusal && HttpStatus.FORBIDDEN.equals(refusal.getHttpStatus());
    }

    /**
     * Whether the same request would fail again.
     *
     * @return true if the service refused what was asked; false if it could not be asked or was busy
     */
    public boolean permanent() {
        return permanent;
    }

    /** Whether the service refused it because the account lacks the permission. */
    public boolean forbidden() {
        return forbidden;
    }
}
