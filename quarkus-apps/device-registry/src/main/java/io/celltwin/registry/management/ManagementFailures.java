package io.celltwin.registry.management;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.HttpURLConnection;
import org.eclipse.hono.client.ServiceInvocationException;
import org.eclipse.hono.service.http.DefaultFailureHandler;
import org.eclipse.hono.service.http.HttpUtils;
import org.jboss.logging.Logger;

/**
 * Answers failed requests with Hono's JSON object <code>{"error": reason}</code>. What Hono takes for a fault of the
 * server is told from what is one: a body that is JSON, but of another kind than expected, and a parameter that is
 * refused late.
 */
final class ManagementFailures implements Handler<RoutingContext> {
    private static final Logger LOG = Logger.getLogger(ManagementFailures.class);

    private final DefaultFailureHandler hono = new DefaultFailureHandler();

    @Override
    public void handle(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof SecurityException) {
            context.next(); // Quarkus asks for a name and a password
        } else if (failure == null
                || failure instanceof ServiceInvocationException
                || failure instanceof HttpException) {
            hono.handle(context);
        } else if (failure instanceof ClassCastException) {
            answer(context, HttpURLConnection.HTTP_BAD_REQUEST, "the body is JSON of another kind than expected");
        } else if (failure instanceof IllegalArgumentException) {
            answer(context, HttpURLConnection.HTTP_BAD_REQUEST, failure.getMessage());
        } else {
            LOG.error("A request to the device registry failed", failure);
            answer(context, HttpURLConnection.HTTP_INTERNAL_ERROR, "internal error");
        }
    }

    private static void answer(RoutingContext context, int status, String reason) {
        if (!context.response().ended()) {
            context.response().setStatusCode(status);
            HttpUtils.setResponseBody(
                    context.response(),
                    new JsonObject().put("error", reason).toBuffer(),
                    HttpUtils.CONTENT_TYPE_JSON_UTF8);
            context.response().end();
        }
    }
}
