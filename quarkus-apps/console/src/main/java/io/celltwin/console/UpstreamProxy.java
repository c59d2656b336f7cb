package io.celltwin.console;

import io.celltwin.signin.OpenIdConnect;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Consumer;

/**
 * Passes the page's requests on to services that run elsewhere, so that the page has one origin. Only for a signed-in
 * user; the user's own credentials go along. Nothing is passed on unless a service's URL is configured.
 */
@ApplicationScoped
class UpstreamProxy {
    /** Ditto's header for a user whom a proxy has authenticated. */
    static final String PRE_AUTHENTICATED = "x-ditto-pre-authenticated";

    private static final String SUBJECT_PREFIX = "celltwin:";
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final ConsoleConfig config;
    private final Vertx vertx;

    @Inject
    UpstreamProxy(ConsoleConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void mount(@Observes Router router) {
        // Before the way to the twin service, which does not know it.
        config.historyUrl().map(Origin::of).ifPresent(history -> {
            HttpProxy proxy = httpProxy(history);
            pass(router, "/api/2/timeseries/*", proxy::handle);
            pass(router, "/history/*", proxy::handle);
        });
        config.dittoUrl().map(Origin::of).ifPresent(ditto -> {
            pass(router, "/api/2/*", httpProxy(ditto)::handle);
            pass(router, "/ws/2", new WebSocketRelay(vertx, ditto)::handle);
        });
        config.lifecycleUrl()
                .map(Origin::of)
                .ifPresent(lifecycle -> pass(router, "/lifecycle/*", httpProxy(lifecycle)::handle));
    }

    private HttpProxy httpProxy(Origin origin) {
        HttpClientOptions options = new HttpClientOptions().setSsl(origin.tls()).setConnectTimeout(CONNECT_TIMEOUT_MS);
        // WebSockets have the relay of their own, which waits for a slow browser instead of filling the memory.
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), vertx.createHttpClient(options))
                .origin(origin.port(), origin.host());
    }

    private void pass(Router router, String path, Consumer<HttpServerRequest> passOn) {
        router.route(path).handler(context -> {
            if (signIn(context)) {
                passOn.accept(context.request());
            } else {
                context.fail(new UnauthorizedException());
            }
        });
    }

    /** Whether there is a user, whose name the request then carries if the service trusts this console to say it. */
    private boolean signIn(RoutingContext context) {
        if (!(context.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous()) {
            return false;
        }
        // Whoever could send this header himself would be whoever he says.
        context.request().headers().remove(PRE_AUTHENTICATED);
        if (config.preAuthenticated()) {
            context.request()
                    .headers()
                    .set(
                            PRE_AUTHENTICATED,
                            SUBJECT_PREFIX
                                    + user.getSecurityIdentity().getPrincipal().getName());
        }
        if (!context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            OpenIdConnect.accessToken(user.getSecurityIdentity())
                    .ifPresent(token -> context.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        }
        return true;
    }

    /** Where a service is. */
    record Origin(String host, int port, boolean tls) {
        /** @throws ConfigurationException if the URL is none of http or https with a host */
        static Origin of(URI url) {
            boolean tls = "https".equals(url.getScheme());
            if (url.getHost() == null || (!tls && !"http".equals(url.getScheme()))) {
                throw new ConfigurationException("celltwin.console.*-url must be like http://host:8080, not " + url);
            }
            return new Origin(url.getHost(), url.getPort() > 0 ? url.getPort() : tls ? 443 : 80, tls);
        }
    }
}
