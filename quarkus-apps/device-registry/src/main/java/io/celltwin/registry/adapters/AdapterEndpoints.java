package io.celltwin.registry.adapters;

import io.celltwin.registry.commands.CommandRouting;
import io.celltwin.registry.config.RegistryConfig;
import io.celltwin.service.failure.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.hono.commandrouter.CommandRouterService;
import org.eclipse.hono.commandrouter.impl.DelegatingCommandRouterAmqpEndpoint;
import org.eclipse.hono.config.ServiceConfigProperties;
import org.eclipse.hono.deviceregistry.server.DeviceRegistryAmqpServer;
import org.eclipse.hono.service.amqp.AbstractRequestResponseEndpoint;
import org.eclipse.hono.service.auth.HonoSaslAuthenticatorFactory;
import org.eclipse.hono.service.credentials.DelegatingCredentialsAmqpEndpoint;
import org.eclipse.hono.service.registration.DelegatingRegistrationAmqpEndpoint;
import org.eclipse.hono.service.tenant.DelegatingTenantAmqpEndpoint;
import org.jboss.logging.Logger;

/** The AMQP 1.0 server for protocol adapters: tenants, registrations, credentials and the command router. */
@Singleton
public class AdapterEndpoints {
    private static final Logger LOG = Logger.getLogger(AdapterEndpoints.class);
    private static final int STOP_SECONDS = 10;

    private final Vertx vertx;
    private final RegistryConfig config;
    private final ServiceConfigProperties settings;
    private final DeviceRegistryAmqpServer server = new DeviceRegistryAmqpServer();
    private volatile String deployment;

    @Inject
    AdapterEndpoints(
            Vertx vertx,
            RegistryConfig config,
            AdapterSignIn signIn,
            TenantLookup tenants,
            RegistrationLookup registrations,
            CredentialsLookup credentials,
            CommandRouting commands,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        settings = config.amqpCertificate().isPresent() || config.amqpKey().isPresent() ? tls(config) : plain(config);
        server.setConfig(settings);
        server.setSaslAuthenticatorFactory(new HonoSaslAuthenticatorFactory(
                signIn,
                refusal -> meters.counter("celltwin.registry.adapter.sign.in.refused", "reason", refusal.toString())
                        .increment()));
        add(new DelegatingTenantAmqpEndpoint<>(vertx, tenants));
        add(new DelegatingRegistrationAmqpEndpoint<>(vertx, registrations));
        add(new DelegatingCredentialsAmqpEndpoint<>(vertx, credentials));
        add(new DelegatingCommandRouterAmqpEndpoint<CommandRouterService>(vertx, commands.service()));
    }

    private static ServiceConfigProperties plain(RegistryConfig config) {
        ServiceConfigProperties settings = new ServiceConfigProperties();
        settings.setInsecurePortEnabled(true);
        settings.setInsecurePortBindAddress(config.amqpHost());
        settings.setInsecurePort(config.amqpPort());
        return settings;
    }

    private static ServiceConfigProperties tls(RegistryConfig config) {
        ServiceConfigProperties settings = new ServiceConfigProperties();
        settings.setBindAddress(config.amqpHost());
        settings.setPort(config.amqpPort());
        settings.setCertPath(file("celltwin.registry.amqp-certificate", config.amqpCertificate()));
        settings.setKeyPath(file("celltwin.registry.amqp-key", config.amqpKey()));
        return settings;
    }

    private static String file(String setting, Optional<Path> file) {
        return file.filter(Files::isReadable)
                .map(Path::toString)
                .orElseThrow(() -> new ConfigurationException(setting + " must name a file that can be read"
                        + file.map(path -> ", not " + path).orElse(": certificate and key belong together")));
    }

    private void add(AbstractRequestResponseEndpoint<ServiceConfigProperties> endpoint) {
        endpoint.setConfiguration(settings);
        server.addEndpoint(endpoint);
    }

    /** Starts listening; returns when it does. */
    public void start() {
        try {
            deployment = vertx.deployVerticle(server)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            throw new ConfigurationException("The device registry cannot listen for adapters on %s:%d: %s"
                    .formatted(config.amqpHost(), config.amqpPort(), Failures.reason(e)));
        }
        LOG.infof(
                "Device registry for adapters: %s://%s:%d",
                settings.isSecurePortEnabled() ? "amqps" : "amqp", config.amqpHost(), port());
    }

    /** The port on which it listens. */
    public int port() {
        return settings.isSecurePortEnabled() ? server.getPort() : server.getInsecurePort();
    }

    /** Whether adapters can connect. */
    public boolean isListening() {
        return deployment != null;
    }

    /** Stops listening and routing commands; returns when it has, after 10 s at the latest. */
    public void stop() {
        String running = deployment;
        deployment = null;
        if (running != null) {
            Future<Void> stopped = vertx.undeploy(running);
            stopped.toCompletionStage()
                    .toCompletableFuture()
                    .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(e -> {
                        LOG.warnf("The endpoints for adapters did not stop in order: %s", e.toString());
                        return null;
                    })
                    .join();
        }
    }
}
