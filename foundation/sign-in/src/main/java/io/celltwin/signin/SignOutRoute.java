package io.celltwin.signin;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code POST /sign-out} ends the session of the page and says where one signs in again. */
@ApplicationScoped
class SignOutRoute {
    private static final String SIGNED_OUT = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Celltwin</title></head>
            <body><p>You are signed out.</p><p><a href="/">Sign in</a></p></body></html>
            """;

    private final OpenIdConnect provider;
    private final Sessions sessions;
    private final String sessionCookie;

    @Inject
    SignOutRoute(
            OpenIdConnect provider,
            Sessions sessions,
            @ConfigProperty(name = "quarkus.http.auth.form.cookie-name") String sessionCookie) {
        this.provider = provider;
        this.sessions = sessions;
        this.sessionCookie = sessionCookie;
    }

    /** Where there is no session, there is none to end, and the answer is the same. */
    void mount(@Observes Router router) {
        router.post("/sign-out").blockingHandler(context -> {
            if (context.user() instanceof QuarkusHttpUser user) {
                sessions.end(user.getSecurityIdentity());
            }
            if (provider.enabled()) {
                OpenIdConnect.signOut(context);
                // Leading on to the provider is what a browser forbids a form of a page that may only send to its
                // origin.
                context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .end(SIGNED_OUT);
            } else {
                context.response()
                        .addCookie(Cookie.cookie(sessionCookie, "").setPath("/").setMaxAge(0))
                        .setStatusCode(303)
                        .putHeader(HttpHeaders.LOCATION, "/sign-in.html")
                        .end();
            }
        });
    }
}
