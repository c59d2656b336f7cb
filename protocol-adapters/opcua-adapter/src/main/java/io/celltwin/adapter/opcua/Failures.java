package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.UaException;

/**
 * Puts what went wrong on the way to a server into words fit for a user.
 */
final class Failures {

    private Failures() {}

    /**
     * @param failure what a future was completed with
     * @return the failure itself, to be thrown
     */
    static Exception unwrapped(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Exception exception ? exception : new ExecutionException(cause);
    }

    /**
     * @param failure what went wrong
     * @return the reason, for example {@code connection refused} or {@code Bad_SecurityChecksFailed}
     */
    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "connection refused";
            }
            if (cause instanceof UnknownHostException) {
                return "unknown host";
            }
            if (cause instanceof TimeoutException) {
                return "no answer in time";
            }
            if (cause instanceof DeviceConfigurationException || cause instanceof UncheckedIOException) {
                return cause.getMessage();
            }
        }
        return UaException.extract(failure)
                .map(known -> StatusNames.of(known.getStatusCode()))
                .orElseGet(() -> failure.getClass().getSimpleName());
    }
}
