package io.celltwin.adapter.opcua.failure;

import static java.util.Map.entry;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/**
 * Puts what went wrong on the way to a server into words fit for a user: the server's own status by its name and, where the name alone
 * does not tell, what to do.
 */
public final class FailureReasons {

    private static final String TRUST_US =
            "the server refuses the adapter's certificate: have it trust client-certificate.der of"
                    + " celltwin.opcua.directory";
    private static final String CHECK_ACCOUNT =
            "the server does not let this account in: check celltwin.opcua.accounts for this server, and the account's"
                    + " rights there";
    private static final String GIVE_ACCOUNT =
            "the server does not take this way of signing in: give it an account in celltwin.opcua.accounts, or"
                    + " another one";
    private static final String CHECK_SECURITY =
            "the server does not take this security: set securityPolicy and securityMode of the device to what it"
                    + " offers";
    private static final String CHECK_CLOCKS =
            "a certificate is not valid at this time: compare the clocks of server and adapter, then renew the"
                    + " certificate";

    private static final String NO_OPC_UA =
            "what answers at this address speaks no OPC-UA: correct the device's address";

    private static final Map<Long, String> ADVICE = Map.ofEntries(
            entry(StatusCodes.Bad_SecurityChecksFailed, TRUST_US),
            entry(StatusCodes.Bad_CertificateUntrusted, TRUST_US),
            entry(StatusCodes.Bad_CertificateInvalid, TRUST_US),
            entry(StatusCodes.Bad_CertificateUriInvalid, TRUST_US),
            entry(StatusCodes.Bad_CertificateChainIncomplete, TRUST_US),
            entry(StatusCodes.Bad_CertificateTimeInvalid, CHECK_CLOCKS),
            entry(StatusCodes.Bad_InvalidTimestamp, CHECK_CLOCKS),
            entry(StatusCodes.Bad_UserAccessDenied, CHECK_ACCOUNT),
            entry(StatusCodes.Bad_UserSignatureInvalid, CHECK_ACCOUNT),
            entry(StatusCodes.Bad_IdentityTokenRejected, GIVE_ACCOUNT),
            entry(StatusCodes.Bad_IdentityTokenInvalid, GIVE_ACCOUNT),
            entry(StatusCodes.Bad_IdentityChangeNotSupported, GIVE_ACCOUNT),
            entry(StatusCodes.Bad_SecurityPolicyRejected, CHECK_SECURITY),
            entry(StatusCodes.Bad_SecurityModeRejected, CHECK_SECURITY),
            entry(StatusCodes.Bad_SecurityModeInsufficient, CHECK_SECURITY),
            entry(
                    StatusCodes.Bad_TooManySessions,
                    "the server has no session left: end other clients, or let it allow more"),
            entry(
                    StatusCodes.Bad_TcpNotEnoughResources,
                    "the server takes no more connections: end other clients, or let it allow more"),
            entry(
                    StatusCodes.Bad_TcpEndpointUrlInvalid,
                    "the server has nothing at this path: correct the device's address"),
            entry(StatusCodes.Bad_TcpMessageTooLarge, NO_OPC_UA),
            entry(StatusCodes.Bad_TcpMessageTypeInvalid, NO_OPC_UA),
            entry(StatusCodes.Bad_UnexpectedError, "the server failed without a reason: look into its log"),
            entry(StatusCodes.Bad_InternalError, "the server failed without a reason: look into its log"),
            entry(StatusCodes.Bad_LicenseExpired, "the licence of the server has expired"),
            entry(StatusCodes.Bad_LicenseLimitsExceeded, "the licence of the server does not allow for this client"),
            entry(StatusCodes.Bad_ServerHalted, "the server is stopped; it is tried again"),
            entry(StatusCodes.Bad_Shutdown, "the server shuts down; it is tried again"),
            entry(StatusCodes.Bad_ConnectionClosed, "the connection was closed; it is tried again"),
            entry(StatusCodes.Bad_ConnectionRejected, "the server refuses the connection; it is tried again"));

    private FailureReasons() {}

    /**
     * @param failure what went wrong
     * @return the reason, for example {@code connection refused} or {@code Bad_TooManySessions: the server has no session left …}
     */
    public static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoRouteToHostException) {
                return "no route to host";
            }
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
            if (cause instanceof DeviceConfigurationException
                    || cause instanceof UncheckedIOException
                    || cause instanceof UntrustedServerException) {
                return cause.getMessage();
            }
        }
        return UaException.extract(failure)
                .map(known -> of(known.getStatusCode()))
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    private static String of(StatusCode status) {
        long code = status.value() & StatusNames.CODE_MASK;
        if (code == StatusCodes.Bad_Timeout || code == StatusCodes.Bad_RequestTimeout) {
            return "no answer in time";
        }
        String advice = ADVICE.get(code);
        return advice == null ? StatusNames.of(status) : "%s: %s".formatted(StatusNames.of(status), advice);
    }
}
