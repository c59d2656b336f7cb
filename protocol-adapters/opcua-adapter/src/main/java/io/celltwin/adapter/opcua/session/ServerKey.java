package io.celltwin.adapter.opcua.session;

import io.celltwin.adapter.opcua.security.ConnectionSecurity;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells which devices can share one session: those behind the same endpoint that are reached in the same way.
 *
 * @param endpoint the address of the server, {@code opc.tcp://host:port[/path]}, in the same words for all devices
 * @param security how the connection is secured
 * @param username as whom the adapter signs in; empty if anonymously
 * @param requestTimeout how long to wait for the answer to a request
 */
public record ServerKey(
        String endpoint, ConnectionSecurity security, Optional<String> username, Duration requestTimeout) {

    /**
     * @param address a device's address, which has a host and a port
     * @param security how the connection is secured
     * @param username as whom the adapter signs in; empty if anonymously
     * @param requestTimeout how long to wait for the answer to a request
     * @return the server there
     */
    public static ServerKey of(
            URI address, ConnectionSecurity security, Optional<String> username, Duration requestTimeout) {
        String path = Optional.ofNullable(address.getRawPath()).orElse("").replaceAll("/+$", "");
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return new ServerKey(
                "opc.tcp://%s:%d%s".formatted(host, address.getPort(), path), security, username, requestTimeout);
    }

    public URI address() {
        return URI.create(endpoint);
    }
}
