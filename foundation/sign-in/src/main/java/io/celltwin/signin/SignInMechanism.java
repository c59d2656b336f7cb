package io.celltwin.signin;

import io.celltwin.signin.issuer.IssuedTokenAuthenticationRequest;
import io.celltwin.signin.issuer.TokenIssuers;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.FormAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Chooses by what the request looks like how somebody comes in: clients by HTTP Basic or a bearer token, people by a
 * session cookie, which they get from the sign-in form or from the OpenID Connect provider. A client that is not let in
 * gets a 401, a person who opens a page is led to the form or the provider.
 */
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {
    private static final String BASIC_SCHEME = "Basic ";
    private static final String BEARER_SCHEME = "Bearer ";
    /** A browser can give a WebSocket no header; Ditto's clients then put the token here. */
    private static final String TOKEN_PARAMETER = "access_token";

    private static final String WEBSOCKETS = "/ws/";
    private static final String BASIC_CHALLENGE = "Basic realm=\"Celltwin\", charset=\"UTF-8\"";
    private static final String BEARER_CHALLENGE = "Bearer realm=\"Celltwin\"";
    /** A scheme that no browser knows, so that a script's expired session opens no password dialog. */
    private static final String SESSION_CHALLENGE = "Session realm=\"Celltwin\"";

    private final BasicAuthenticationMechanism basic;
    private final FormAuthenticationMechanism form;
    private final OidcAuthenticationMechanism oidc;
    private final OpenIdConnect provider;
    private final TokenIssuers issuers;
    private final Sessions sessions;
    private final String sessionCookie;

    @Inject
    SignInMechanism(
            BasicAuthenticationMechanism basic,
            FormAuthenticationMechanism form,
            OidcAuthenticationMechanism oidc,
            OpenIdConnect provider,
            TokenIssuers issuers,
            Sessions sessions,
            @ConfigProperty(name = "quarkus.http.auth.form.cookie-name") String sessionCookie) {
        this.basic = basic;
        this.form = form;
        this.oidc = oidc;
        this.provider = provider;
        this.issuers = issuers;
        this.sessions = sessions;
        this.sessionCookie = sessionCookie;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String authorization = authorization(context.request());
        if (authorization != null && hasScheme(BEARER_SCHEME, authorization)) {
            String token = authorization.substring(BEARER_SCHEME.length()).trim();
            if (!provider.enabled() || issuers.know(token)) {
                return identities.authenticate(new IssuedTokenAuthenticationRequest(token));
            }
        }
        if (provider.enabled() && (authorization == null || !hasScheme(BASIC_SCHEME, authorization))) {
            return oidc.authenticate(context, identities);
        }
        return authorization != null
                ? basic.authenticate(context, identities)
                : bySession(context, new SessionStart(identities, sessions));
    }

    private Uni<SecurityIdentity> bySession(RoutingContext context, IdentityProviderManager identities) {
        Uni<SecurityIdentity> found =
                form.authenticate(context, identities).onItem().ifNotNull().transform(Sessions::userOf);
        return signsIn(context.request())
                ? found
                : found.onFailure(AuthenticationFailedException.class).recoverWithItem(() -> nobody(context));
    }

    /**
     * Who comes with a session that has ended is nobody, and may see the form like anybody else. Without its cookie, since
     * the form's mechanism is asked next by Quarkus itself and would lead from the form to the form.
     */
    private SecurityIdentity nobody(RoutingContext context) {
        Cookie cookie = context.request().getCookie(sessionCookie);
        if (cookie != null) {
            cookie.setPath("/"); // else the browser keeps it
            context.response().removeCookie(sessionCookie);
        }
        context.remove(
                HttpAuthenticationMechanism.class.getName()); // the form's, which would answer instead of this one
        return null;
    }

    private static boolean signsIn(HttpServerRequest request) {
        return request.path().endsWith("/j_security_check");
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (provider.enabled() && opensAPage(request)) {
            return oidc.getChallenge(context);
        }
        if (!provider.enabled() && (opensAPage(request) || signsIn(request))) {
            return form.getChallenge(context);
        }
        boolean script = request.getHeader("Sec-Fetch-Mode") != null;
        return Uni.createFrom()
                .item(new ChallengeData(
                        401,
                        "WWW-Authenticate",
                        script ? SESSION_CHALLENGE : provider.enabled() ? BEARER_CHALLENGE : BASIC_CHALLENGE));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        Set<Class<? extends AuthenticationRequest>> types = new HashSet<>(basic.getCredentialTypes());
        types.addAll(form.getCredentialTypes());
        types.addAll(oidc.getCredentialTypes());
        types.add(IssuedTokenAuthenticationRequest.class);
        return types;
    }

    /** Before those it delegates to. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1_000;
    }

    private static String authorization(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null || !request.path().startsWith(WEBSOCKETS)) {
            return header;
        }
        String token = request.getParam(TOKEN_PARAMETER);
        return token == null ? null : BEARER_SCHEME + token;
    }

    private static boolean hasScheme(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static boolean opensAPage(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && accept != null && accept.contains("text/html");
    }
}
