package io.celltwin.system.cluster;

import io.celltwin.system.plant.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Hono's own device registry and command router, which run already in place of ours, as system properties name them. They use Kafka
 * at the port {@code cluster.kafka-port}, which the tests start, speak TLS by AMQP, and know an account for each adapter, named
 * like the part, and one for the job, all with {@link PlantServices#SERVICE_PASSWORD}.
 *
 * @param url of the management API: {@code hono.registry.url}
 * @param registryAmqpPort on loopback: {@code hono.registry.amqp-port}
 * @param routerAmqpPort on loopback: {@code hono.router.amqp-port}
 * @param authority file with the certificate of their authority: {@code hono.authority}
 */
record RemoteHono(URI url, int registryAmqpPort, int routerAmqpPort, Path authority) {

    /** Those that are named; empty if none are. */
    static Optional<RemoteHono> named() {
        return Optional.ofNullable(System.getProperty("hono.registry.url"))
                .map(url -> new RemoteHono(
                        URI.create(url),
                        Integer.getInteger("hono.registry.amqp-port"),
                        Integer.getInteger("hono.router.amqp-port"),
                        Path.of(System.getProperty("hono.authority"))));
    }

    /** The management API. */
    Api api() {
        return new Api(url, PlantServices.ENGINEER, PlantServices.SERVICE_PASSWORD);
    }

    /** What the chart is told of them. */
    String values() {
        return """
                hono:
                  registry:
                    httpUrl: %s
                    amqpHost: localhost
                    amqpPort: %d
                    managementExistingSecret: hono-management
                  commandRouter: {amqpHost: localhost, amqpPort: %d}
                  tls: {enabled: true, existingSecret: hono-authority}
                  auth: {existingSecret: hono-accounts}
                """.formatted(url, registryAmqpPort, routerAmqpPort);
    }

    /** The authority's certificate. */
    String authorityCertificate() {
        try {
            return Files.readString(authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
