package io.celltwin.adapter.runtime;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where adapters reach Hono's device registry and command router. */
@ConfigMapping(prefix = "celltwin.registry")
public interface RegistryAccessConfig {

    /** The registry's management API, without {@code /v1}. */
    @WithDefault("http://127.0.0.1:8080")
    URI httpUrl();

    /** Host of the AMQP endpoint that serves tenants, registrations, credentials and command routing. */
    @WithDefault("127.0.0.1")
    String amqpHost();

    /** Port of the AMQP endpoint. */
    @WithDefault("5672")
    int amqpPort();

    /** The adapters' account; by default each has its own, {@code modbus-adapter} and {@code opcua-adapter}. */
    Optional<String> username();

    /** The account's password. */
    Optional<String> password();
}
