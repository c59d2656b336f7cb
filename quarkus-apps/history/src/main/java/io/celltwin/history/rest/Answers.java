package io.celltwin.history.rest;

import io.celltwin.history.error.InvalidQueryException;
import io.celltwin.history.error.RequestRefusedException;
import io.celltwin.history.error.StoreException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Ends requests, with what was asked for or with an error in Ditto's shape. */
final class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);

    private Answers() {}

    static void send(RoutingContext context, int status, byte[] json) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(json));
    }

    static void methodNotAllowed(RoutingContext context) {
        context.response().putHeader("Allow", "GET");
        send(
                context,
                405,
                TimeSeriesJson.error(
                        405,
                        "gateway:method.notallowed",
                        "Histories are read, they are written by what happens to things.",
                        "Use GET."));
    }

    /** Says why it failed. */
    static void fail(RoutingContext context, RuntimeException failure) {
        if (failure instanceof InvalidQueryException) {
            send(
                    context,
                    400,
                    TimeSeriesJson.error(
                            400,
                            "timeseries:query.invalid",
                            failure.getMessage(),
                            "Look at the documentation of the parameters."));
        } else if (failure instanceof RequestRefusedException refused) {
            refuse(context, refused);
        } else if (failure instanceof StoreException) {
            LOG.warnf("A request is not answered: %s", failure.getMessage());
            refuse(
                    context,
                    RequestRefusedException.unavailable("The store of the history is not there at the moment."));
        } else {
            LOG.errorf(failure, "A request failed");
            send(
                    context,
                    500,
                    TimeSeriesJson.error(
                            500,
                            "timeseries:internalerror",
                            "The request failed.",
                            "The log of the history says why."));
        }
    }

    private static void refuse(RoutingContext context, RequestRefusedException e) {
        if (e.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Basic realm=\"Celltwin\"");
        }
        send(context, e.status(), TimeSeriesJson.error(e.status(), e.code(), e.getMessage(), e.description()));
    }
}
