package io.celltwin.adapter.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where adapters reach Hono's command router; what is not given here is as at the device registry. */
@ConfigMapping(prefix = "celltwin.command-router")
public interface CommandRouterAccessConfig {

    /** Host of its AMQP endpoint. */
    Optional<String> amqpHost();

    /** Port of its AMQP endpoint. */
    Optional<Integer> amqpPort();

    /** Whether it is reached by TLS. */
    Optional<Boolean> amqpTls();

    /** The certificates of the authorities that its certificate must come from. */
    Optional<Path> trustStore();

    /** The key store's password. */
    Optional<String> trustStorePassword();

    /** Whether its certificate must be made out to the host that is connected to. */
    Optional<Boolean> verifyHostName();

    /** The adapters' account there. */
    Optional<String> username();

    /** The account's password. */
    Optional<String> password();
}
