package io.celltwin.adapter.hono;

import io.celltwin.adapter.services.ServerTrust;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.hono.client.amqp.config.ClientConfigProperties;

/**
 * An AMQP 1.0 endpoint of Hono and how an adapter signs in there, by SASL PLAIN.
 *
 * @param host its host
 * @param port its port
 * @param username the adapter's account there
 * @param password its password
 * @param tls whose certificates are believed; empty for a connection without TLS
 */
public record AmqpEndpoint(String host, int port, String username, String password, Optional<ServerTrust> tls) {

    void applyTo(ClientConfigProperties client) {
        client.setHost(host);
        client.setPort(port);
        client.setUsername(username);
        client.setPassword(password);
        tls.ifPresent(trust -> {
            client.setTlsEnabled(true);
            client.setHostnameVerificationRequired(trust.verifyHostName());
            trust.store().map(Path::toString).ifPresent(client::setTrustStorePath);
            trust.password().ifPresent(client::setTrustStorePassword);
        });
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "%s://%s@%s:%d".formatted(tls.isPresent() ? "amqps" : "amqp", username, host, port);
    }
}
