package io.celltwin.adapter.opcua.security;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/**
 * Chooses one of a server's endpoints: one of this transport, policy and mode; of several the one whose path is that of the device's
 * address, then the one that the server calls the most secure. It is reached at the device's address, whatever host it names:
 * servers name themselves as they are called on their own network.
 */
public final class EndpointChoice {

    private EndpointChoice() {}

    /**
     * @param offered what the server offers
     * @param address the device's address
     * @param security how the connection is to be secured
     * @return the endpoint, with the host and port of the address
     * @throws DeviceConfigurationException if none fits
     */
    public static EndpointDescription of(List<EndpointDescription> offered, URI address, ConnectionSecurity security) {
        Comparator<EndpointDescription> byFit = Comparator.comparing((EndpointDescription endpoint) ->
                path(endpoint.getEndpointUrl()).equals(path(address.toString())));
        EndpointDescription fitting = offered.stream()
                .filter(EndpointChoice::isBinaryTcp)
                .filter(endpoint -> security.policy().getUri().equals(endpoint.getSecurityPolicyUri())
                        && security.mode() == endpoint.getSecurityMode())
                .max(byFit.thenComparing(endpoint -> endpoint.getSecurityLevel() == null
                        ? 0
                        : endpoint.getSecurityLevel().intValue()))
                .orElseThrow(
                        () -> new DeviceConfigurationException("the server offers no endpoint with %s, %s; it offers %s"
                                .formatted(security.policy(), security.mode(), offers(offered))));
        return EndpointUtil.updateUrl(fitting, address.getHost(), address.getPort());
    }

    private static boolean isBinaryTcp(EndpointDescription endpoint) {
        String profile = endpoint.getTransportProfileUri();
        return profile == null || profile.isEmpty() || profile.equals(TransportProfile.TCP_UASC_UABINARY.getUri());
    }

    private static String path(String url) {
        return Optional.ofNullable(url).map(EndpointUtil::getPath).orElse("/").replaceAll("/+$", "");
    }

    private static String offers(List<EndpointDescription> offered) {
        String offers = offered.stream()
                .filter(EndpointChoice::isBinaryTcp)
                .map(endpoint -> "%s, %s".formatted(policy(endpoint), endpoint.getSecurityMode()))
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return offers.isEmpty() ? "none for opc.tcp" : offers;
    }

    private static String policy(EndpointDescription endpoint) {
        return SecurityPolicy.fromUriSafe(endpoint.getSecurityPolicyUri())
                .map(SecurityPolicy::name)
                .orElse(endpoint.getSecurityPolicyUri());
    }
}
