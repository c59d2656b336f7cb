package io.celltwin.registry.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where the registry keeps its records and where adapters reach it. */
@ConfigMapping(prefix = "celltwin.registry")
public interface RegistryConfig {

    /** The directory of the records; created if absent. It holds secrets of devices: readable by its owner only. */
    @WithDefault("registry")
    Path directory();

    /** The address on which the AMQP 1.0 endpoints for adapters listen. */
    @WithDefault("127.0.0.1")
    String amqpHost();

    /** The port of the AMQP 1.0 endpoints; 0 for any free one. */
    @WithDefault("5672")
    int amqpPort();

    /** The certificate of the AMQP 1.0 endpoints, and those between it and its authority: a PEM file. With it, TLS only. */
    Optional<Path> amqpCertificate();

    /** The key of that certificate: a PEM file, PKCS #8. */
    Optional<Path> amqpKey();

    /** Schemes of device addresses, beside those of our adapters, that other adapters take: others are refused. */
    Optional<Set<String>> moreSchemes();
}
