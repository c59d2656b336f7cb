package io.celltwin.adapter.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where adapters reach Hono's device registry and how they sign in there. */
@ConfigMapping(prefix = "celltwin.registry")
public interface RegistryAccessConfig {

    /** The registry's management API, without {@code /v1}; {@code http} or {@code https}. */
    @WithDefault("http://127.0.0.1:8080")
    URI httpUrl();

    /** Host of the AMQP endpoint that serves tenants, registrations and credentials. */
    @WithDefault("127.0.0.1")
    String amqpHost();

    /** Port of the AMQP endpoint. */
    @WithDefault("5672")
    int amqpPort();

    /** Whether the AMQP endpoint is reached by TLS. */
    @WithDefault("false")
    boolean amqpTls();

    /**
     * The certificates of the authorities that the servers' certificates must come from, for AMQP and HTTP: a PEM file
     * ({@code .pem}, {@code .crt}) or a key store ({@code .p12}, {@code .pfx}, {@code .jks}). If not given, those that
     * the Java runtime trusts.
     */
    Optional<Path> trustStore();

    /** The key store's password. */
    Optional<String> trustStorePassword();

    /** Whether a server's certificate must be made out to the host that is connected to. */
    @WithDefault("true")
    boolean verifyHostName();

    /** The adapters' account; by default each has its own, {@code modbus-adapter} and {@code opcua-adapter}. */
    Optional<String> username();

    /** The account's password. */
    String password();

    /** The account at the management API, if it is another one than at the AMQP endpoint. */
    Optional<String> httpUsername();

    /** The password of the account at the management API, if it is another one. */
    Optional<String> httpPassword();

    /** Schemes of device addresses that adapters take which are not ours: ours say nothing of such devices. */
    Optional<Set<String>> moreSchemes();
}
