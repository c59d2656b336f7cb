package io.celltwin.signin;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether people and clients come in by an OpenID Connect provider, and what follows from it. */
@ApplicationScoped
public class OpenIdConnect {
    /** The session of the code flow, in one cookie or in parts. */
    private static final String SESSION_COOKIE = "q_session";

    private final boolean enabled;

    @Inject
    OpenIdConnect(@ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether a provider is configured; otherwise the users file says who may come in. */
    boolean enabled() {
        return enabled;
    }

    /**
     * The token with which a user came in, to be shown to another service in the user's name.
     *
     * @return empty for a user who came in otherwise
     */
    public static Optional<String> accessToken(SecurityIdentity user) {
        return Optional.ofNullable(user.getCredential(AccessTokenCredential.class))
                .map(AccessTokenCredential::getToken)
                .filter(Predicate.not(String::isBlank));
    }

    /** Ends the session of the page; what the provider remembers is the provider's. */
    static void signOut(RoutingContext context) {
        context.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(SESSION_COOKIE))
                .forEach(name -> context.response()
                        .addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0)));
    }
}
