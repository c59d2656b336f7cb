package io.celltwin.adapter;

import io.celltwin.adapter.config.CommandRouterAccessConfig;
import io.celltwin.adapter.config.RegistryAccessConfig;
import io.celltwin.adapter.hono.AmqpEndpoint;
import io.celltwin.adapter.hono.HonoSettings;
import io.celltwin.adapter.services.ServerTrust;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How adapters reach the services that they need, as the configuration says.
 *
 * @param registry the device registry
 * @param commandRouter the command router
 * @param kafka what all Kafka clients share
 */
record ServiceAccess(
        RegistryAccessConfig registry, CommandRouterAccessConfig commandRouter, KafkaClientSettings kafka) {

    private static final Set<String> HTTP_SCHEMES = Set.of("http", "https");

    /**
     * Finds what could not work whatever the services do.
     *
     * @throws ConfigurationException if a setting makes no sense; the message is one line that names it
     */
    void check() {
        URI url = registry.httpUrl();
        if (url.getHost() == null || url.getScheme() == null || !HTTP_SCHEMES.contains(url.getScheme())) {
            throw new ConfigurationException(
                    "celltwin.registry.http-url must be of the form http[s]://host[:port], not " + url);
        }
        reject("celltwin.registry.trust-store", registryTrust().problem());
        reject("celltwin.command-router.trust-store", commandRouterTrust().problem());
        reject("kafka.*", kafka.problem());
    }

    /**
     * @param driver the driver's name
     * @param adapterType the adapter's name
     * @param commands whether it takes commands
     * @return what the adapter needs to reach the other parts of Hono
     */
    HonoSettings hono(String driver, String adapterType, boolean commands) {
        AmqpEndpoint registryEndpoint = new AmqpEndpoint(
                registry.amqpHost(),
                registry.amqpPort(),
                username(driver),
                registry.password(),
                ifTls(registry.amqpTls(), registryTrust()));
        AmqpEndpoint routerEndpoint = new AmqpEndpoint(
                commandRouter.amqpHost().orElse(registry.amqpHost()),
                commandRouter.amqpPort().orElse(registry.amqpPort()),
                commandRouter.username().orElse(username(driver)),
                commandRouter.password().orElse(registry.password()),
                ifTls(commandRouter.amqpTls().orElse(registry.amqpTls()), commandRouterTrust()));
        return new HonoSettings(adapterType, registryEndpoint, routerEndpoint, kafka, commands);
    }

    /**
     * @param driver the driver's name
     * @return the adapter's account at the registry's management API
     */
    UsernamePasswordCredentials managementAccount(String driver) {
        return new UsernamePasswordCredentials(
                registry.httpUsername().orElse(username(driver)),
                registry.httpPassword().orElse(registry.password()));
    }

    /**
     * @return whose certificates are believed to be the registry's
     */
    ServerTrust registryTrust() {
        return new ServerTrust(registry.trustStore(), registry.trustStorePassword(), registry.verifyHostName());
    }

    /**
     * @param ours the schemes of the addresses that the adapter takes
     * @return these and those of adapters that are not ours
     */
    Set<String> takenSchemes(Set<String> ours) {
        Set<String> taken = new HashSet<>(ours);
        taken.addAll(registry.moreSchemes().orElse(Set.of()));
        return taken;
    }

    private ServerTrust commandRouterTrust() {
        return new ServerTrust(
                commandRouter.trustStore().or(registry::trustStore),
                commandRouter.trustStorePassword().or(registry::trustStorePassword),
                commandRouter.verifyHostName().orElse(registry.verifyHostName()));
    }

    private String username(String driver) {
        return registry.username().orElse(driver + "-adapter");
    }

    private static Optional<ServerTrust> ifTls(boolean tls, ServerTrust trust) {
        return tls ? Optional.of(trust) : Optional.empty();
    }

    private static void reject(String setting, Optional<String> problem) {
        problem.ifPresent(what -> {
            throw new ConfigurationException(setting + ": " + what);
        });
    }

    /** Leaves out what is secret. */
    @Override
    public String toString() {
        return "registry %s:%d".formatted(registry.amqpHost(), registry.amqpPort());
    }
}
