package io.celltwin.edge.websocket;

import io.celltwin.edge.config.EdgeTwinConfig;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.http.Callers;
import io.celltwin.edge.http.HttpResponses;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.search.ThingSearch;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.security.identity.IdentityProviderManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.jboss.logging.Logger;

/** Ditto's WebSocket, version 2. */
@ApplicationScoped
class WebSocketRoutes {
    private static final Logger LOG = Logger.getLogger(WebSocketRoutes.class);
    private static final String PATH = "/ws/2";
    /** After the apps that share this process, whose last results come this way, and before the twins are closed. */
    private static final int STOP_PRIORITY = 5_000;

    private final SessionServices services;
    private final Callers callers;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    @Inject
    WebSocketRoutes(
            SignalRouter router,
            LiveMessages messages,
            DittoProtocol protocol,
            EventHub events,
            EventViews views,
            ThingSearch search,
            EdgeTwinConfig config,
            MeterRegistry registry,
            IdentityProviderManager identities) {
        WebSocketMetrics metrics = new WebSocketMetrics(registry);
        metrics.watchSessions(sessions);
        services = new SessionServices(
                router,
                messages,
                protocol,
                events,
                views,
                search,
                metrics,
                new SessionLimits(
                        config.limits().waitingMessages(), config.limits().commandsInFlight()));
        callers = new Callers(identities);
    }

    void mount(@Observes Router router) {
        router.route(PATH).handler(this::handle);
    }

    private void handle(RoutingContext request) {
        callers.of(request).subscribe().with(caller -> upgrade(request, caller), error -> refuse(request, error));
    }

    private void upgrade(RoutingContext request, AuthorizationContext caller) {
        if (!"websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
            refuse(
                    request,
                    EdgeTwinException.badRequest(
                            "The resource '" + PATH + "' is a WebSocket.", "Ask for an upgrade of the connection."));
            return;
        }
        request.request()
                .toWebSocket()
                .onSuccess(socket -> open(socket, caller))
                .onFailure(error -> LOG.debugf("A WebSocket could not be opened: %s", error.toString()));
    }

    private void open(ServerWebSocket socket, AuthorizationContext caller) {
        Session session = new Session(socket, Vertx.currentContext(), caller, services);
        sessions.add(session);
        socket.closeHandler(closed -> {
            sessions.remove(session);
            session.closed();
        });
        session.open();
    }

    private static void refuse(RoutingContext request, Throwable error) {
        if (error instanceof DittoRuntimeException known) {
            HttpResponses.send(request, known);
        } else {
            LOG.error("A WebSocket could not be opened by a defect", error);
            HttpResponses.send(request, EdgeTwinException.internal());
        }
    }

    void stop(@Observes @Priority(STOP_PRIORITY) ShutdownEvent event) {
        sessions.forEach(Session::goAway);
    }
}
