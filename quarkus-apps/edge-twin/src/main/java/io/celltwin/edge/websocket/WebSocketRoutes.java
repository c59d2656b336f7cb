package io.celltwin.edge.websocket;

import io.celltwin.edge.access.PermissionChecks;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.announcement.AnnouncementHub;
import io.celltwin.edge.config.EdgeTwinConfig;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.history.PersistedEvents;
import io.celltwin.edge.http.Callers;
import io.celltwin.edge.http.HttpResponses;
import io.celltwin.edge.http.SignInWatch;
import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.live.LiveViews;
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
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.exceptions.DittoHeaderInvalidException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
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
    private final SignInWatch watch;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    @Inject
    WebSocketRoutes(
            SignalRouter router,
            LiveMessages messages,
            LiveChannel live,
            LiveViews liveViews,
            AnnouncementHub announcements,
            AcknowledgementHub acknowledgements,
            DittoProtocol protocol,
            PermissionChecks permissions,
            EventHub events,
            EventViews views,
            ThingSearch search,
            PersistedEvents persisted,
            EdgeTwinConfig config,
            MeterRegistry registry,
            IdentityProviderManager identities,
            SignInWatch watch) {
        this.watch = watch;
        WebSocketMetrics metrics = new WebSocketMetrics(registry);
        metrics.watchSessions(sessions);
        callers = new Callers(identities);
        services = new SessionServices(
                router,
                callers,
                messages,
                live,
                liveViews,
                announcements,
                acknowledgements,
                protocol,
                permissions,
                events,
                views,
                search,
                persisted,
                metrics,
                new SessionLimits(
                        config.limits().waitingMessages(),
                        config.limits().commandsInFlight(),
                        config.limits().framesPerSecond()));
    }

    void mount(@Observes Router router) {
        router.route(PATH).handler(this::handle);
    }

    private void handle(RoutingContext request) {
        callers.signedIn(request).subscribe().with(caller -> upgrade(request, caller), error -> refuse(request, error));
    }

    private void upgrade(RoutingContext request, Callers.SignedIn caller) {
        if (!"websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
            refuse(
                    request,
                    EdgeTwinException.badRequest(
                            "The resource '" + PATH + "' is a WebSocket.", "Ask for an upgrade of the connection."));
            return;
        }
        Set<AcknowledgementLabel> labels;
        try {
            labels = declaredLabels(request);
        } catch (DittoRuntimeException e) {
            refuse(request, e);
            return;
        }
        request.request()
                .toWebSocket()
                .onSuccess(socket -> open(socket, caller, labels))
                .onFailure(error -> LOG.debugf("A WebSocket could not be opened: %s", error.toString()));
    }

    private static Set<AcknowledgementLabel> declaredLabels(RoutingContext request) {
        String name = DittoHeaderDefinition.DECLARED_ACKS.getKey();
        String given = Optional.ofNullable(request.request().getHeader(name))
                .orElseGet(() -> request.request().getParam(name));
        if (given == null || given.isBlank()) {
            return Set.of();
        }
        try {
            return (given.startsWith("[")
                            ? JsonFactory.newArray(given).stream().map(JsonValue::asString)
                            : Arrays.stream(given.split(",")))
                    .map(String::strip)
                    .map(AcknowledgementLabel::of)
                    .collect(Collectors.toSet());
        } catch (JsonRuntimeException | UnsupportedOperationException e) {
            throw DittoHeaderInvalidException.newInvalidTypeBuilder(name, given, "JSON array of texts")
                    .build();
        }
    }

    private void open(ServerWebSocket socket, Callers.SignedIn caller, Set<AcknowledgementLabel> labels) {
        Session session = new Session(socket, Vertx.currentContext(), caller, labels, services);
        sessions.add(session);
        Runnable unwatch = watch.watch(caller.identity(), Optional.empty(), session::signedOut);
        socket.closeHandler(closed -> {
            unwatch.run();
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
