package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a WebSocket that a page of another origin opens with the cookie of a browser's session: a browser sends the
 * cookie along, and no rule for cross-origin requests holds for WebSockets. Who shows a password or token of its own
 * may come from anywhere.
 */
@ApplicationScoped
class WebSocketOrigins {
    private static final int BEFORE_ALL_OTHERS = -1_000;

    private final Set<String> allowed;

    @Inject
    WebSocketOrigins(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> allowed) {
        this.allowed = Set.copyOf(allowed.orElse(List.of()));
    }

    void mount(@Observes Router router) {
        router.route("/ws/*").order(BEFORE_ALL_OTHERS).handler(this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean bySession =
                request.getHeader(HttpHeaders.AUTHORIZATION) == null && request.getParam("access_token") == null;
        if (origin == null || !bySession || allowed.contains(origin) || isOwn(origin, request)) {
            context.next();
        } else {
            HttpResponses.send(
                    context,
                    EdgeTwinException.forbidden(
                            "The WebSocket",
                            "A page of another origin may not use the session of a browser; an origin that may is named"
                                    + " by 'quarkus.http.cors.origins'."));
        }
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && authority.equalsIgnoreCase(request.authority().toString());
        } catch (IllegalArgumentException e) {
            return false; // such as a browser's 'null'
        }
    }
}
