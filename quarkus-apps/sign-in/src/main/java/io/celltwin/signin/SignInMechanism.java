package io.celltwin.signin;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * HTTP Basic for API clients and a form with a session cookie for people, chosen by what the request looks like: a
 * client that is not let in gets a 401, a person who opens a page gets the form.
 */
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {
    private static final String BASIC_CHALLENGE = "Basic realm=\"Celltwin\", charset=\"UTF-8\"";
    /** A scheme that no browser knows, so that a script's expired session opens no password dialog. */
    private static final String SESSION_CHALLENGE = "Session realm=\"Celltwin\"";

    private final BasicAuthenticationMechanism basic;
    private final FormAuthenticationMechanism form;

    @Inject
    SignInMechanism(BasicAuthenticationMechanism basic, FormAuthenticationMechanism form) {
        this.basic = basic;
        this.form = form;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        boolean namesItself = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        return namesItself ? basic.authenticate(context, identities) : form.authenticate(context, identities);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (opensAPage(request) || request.path().endsWith("/j_security_check")) {
            return form.getChallenge(context);
        }
        boolean script = request.getHeader("Sec-Fetch-Mode") != null;
        return Uni.createFrom()
                .item(new ChallengeData(401, "WWW-Authenticate",
                        script ? SESSION_CHALLENGE : BASIC_CHALLENGE));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> types = new HashSet<>(basic.getCredentialTypes());
        types.addAll(form.getCredentialTypes());
        return types;
    }

    /** Before the two it delegates to. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1_000;
    }

    private static boolean opensAPage(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && accept != null && accept.contains("text/html");
    }
}
