package io.celltwin.adapter.hono;

import io.opentracing.SpanContext;
import io.vertx.core.Future;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.hono.client.ServerErrorException;
import org.eclipse.hono.client.command.CommandContext;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumer;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumerFactory;

/**
 * Refuses to listen for commands, where no device may take any. Hono's own factory would create a topic for each adapter at its
 * start and, in Kubernetes, is not ready before it has asked the Kubernetes API for the container's id.
 */
final class NoCommands implements ProtocolAdapterCommandConsumerFactory {

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    @Override
    public Future<ProtocolAdapterCommandConsumer> createCommandConsumer(
            String tenant,
            String device,
            boolean sendEvent,
            Function<CommandContext, Future<Void>> handler,
            Duration lifespan,
            SpanContext context) {
        return refused();
    }

    @Override
    public Future<ProtocolAdapterCommandConsumer> createCommandConsumer(
            String tenant,
            String device,
            String gateway,
            boolean sendEvent,
            Function<CommandContext, Future<Void>> handler,
            Duration lifespan,
            SpanContext context) {
        return refused();
    }

    private static Future<ProtocolAdapterCommandConsumer> refused() {
        return Future.failedFuture(
                new ServerErrorException(HttpURLConnection.HTTP_NOT_IMPLEMENTED, "commands are not taken"));
    }
}
