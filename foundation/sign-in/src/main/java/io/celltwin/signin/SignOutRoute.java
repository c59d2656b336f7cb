package io.celltwin.signin;

import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** {@code POST /sign-out} ends the session of the page and says where one signs in again. */
@ApplicationScoped
class SignOutRoute {
    private static final String SIGNED_OUT = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Celltwin</title></head>
            <body><p>You are signed out.</p><p><a href="/">Sign in</a></p></body></html>
            """;

    private final OpenIdConnect provider;

    @Inject
    SignOutRoute(OpenIdConnect provider) {
        this.provider = provider;
    }

    void mount(@Observes Router router) {
        router.post("/sign-out").handler(context -> {
            if (provider.enabled()) {
                OpenIdConnect.signOut(context);
                // Leading on to the provider is what a browser forbids a form of a page that may only send to its
                // origin.
                context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .end(SIGNED_OUT);
            } else {
                FormAuthenticationMechanism.logout(context);
                context.response()
                        .setStatusCode(303)
                        .putHeader(HttpHeaders.LOCATION, "/sign-in.html")
                        .end();
            }
        });
    }
}
