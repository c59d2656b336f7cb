package io.celltwin.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** {@code POST /sign-out} ends the session of the page and leads to the sign-in form. */
@ApplicationScoped
class SignOutRoute {
    void mount(@Observes Router router) {
        router.post("/sign-out").handler(context -> {
            FormAuthenticationMechanism.logout(context);
            context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, "/sign-in.html").end();
        });
    }
}
