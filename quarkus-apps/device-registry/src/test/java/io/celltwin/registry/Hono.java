package io.celltwin.registry;

import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.hono.client.amqp.config.RequestResponseClientConfigProperties;
import org.eclipse.hono.client.amqp.connection.HonoConnection;
import org.eclipse.hono.client.amqp.connection.SendMessageSampler;
import org.eclipse.hono.client.command.amqp.ProtonBasedCommandRouterClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedCredentialsClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedDeviceRegistrationClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedTenantClient;
import org.eclipse.hono.util.Lifecycle;

/** Hono's own clients, as a protocol adapter uses them. */
record Hono(Vertx vertx, int port) {

    ProtonBasedTenantClient tenants() {
        return started(new ProtonBasedTenantClient(connection(), SendMessageSampler.Factory.noop(), null));
    }

    ProtonBasedDeviceRegistrationClient registrations() {
        return started(new ProtonBasedDeviceRegistrationClient(connection(), SendMessageSampler.Factory.noop(), null));
    }

    ProtonBasedCredentialsClient credentials() {
        return started(new ProtonBasedCredentialsClient(connection(), SendMessageSampler.Factory.noop(), null));
    }

    ProtonBasedCommandRouterClient commandRouter() {
        return started(new ProtonBasedCommandRouterClient(connection(), SendMessageSampler.Factory.noop()));
    }

    private static <T extends Lifecycle> T started(T client) {
        await(client.start());
        return client;
    }

    private HonoConnection connection() {
        return connection(RunningRegistry.SERVICE_ACCOUNT, RunningRegistry.SERVICE_PASSWORD);
    }

    HonoConnection connection(String username, String password) {
        RequestResponseClientConfigProperties properties = new RequestResponseClientConfigProperties();
        properties.setHost("127.0.0.1");
        properties.setPort(port);
        properties.setUsername(username);
        properties.setPassword(password);
        properties.setRequestTimeout(Duration.ofSeconds(10).toMillis());
        properties.setLinkEstablishmentTimeout(Duration.ofSeconds(10).toMillis());
        properties.setReconnectAttempts(0);
        return HonoConnection.newConnection(vertx, properties, NoopTracerFactory.create());
    }

    /** The result; an operation that failed fails the test with its reason. */
    static <T> T await(Future<T> operation) {
        try {
            return operation.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
