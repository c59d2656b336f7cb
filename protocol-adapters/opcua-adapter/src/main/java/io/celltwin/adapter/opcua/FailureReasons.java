package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.UaException;

/**
 * Puts what went wrong on the way to a server into words fit for a user.
 */
final class FailureReasons {

    private FailureReasons() {}

    /**
     * @param failure what went wrong
     * @return the reason, for example {@code connection refused} or {@code Bad_SecurityChecksFailed}
     */
    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "connection refused";
            }
            if (cause instanceof UnknownHostException) {
                return "unknown host";
            }
            if (cause instanceof InterruptedException) {
                return "the adapter stops";
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
