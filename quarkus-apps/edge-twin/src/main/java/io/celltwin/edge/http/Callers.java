package io.celltwin.edge.http;

import io.celltwin.edge.authentication.TokenSubjects;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.signin.issuer.IssuedToken;
import io.celltwin.signin.issuer.IssuedTokenAuthenticationRequest;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;

/**
 * Who calls, in terms of policies: the subject {@code celltwin:<name>}, or those of the token of another issuer; then
 * {@code celltwin:role:<role>} for each role.
 */
public final class Callers {
    private static final String ISSUER = "celltwin:";
    /** Begins the subject that stands for a role. */
    static final String ROLE = ISSUER + "role:";

    private final IdentityProviderManager identities;

    public Callers(IdentityProviderManager identities) {
        this.identities = identities;
    }

    /**
     * The caller of a request, with how long he is let in.
     *
     * @return fails with {@link EdgeTwinException} (401) if nobody is signed in
     */
    public Uni<SignedIn> signedIn(RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, identities).map(Callers::signedIn);
    }

    /**
     * Who brings a token of a configured issuer.
     *
     * @return fails with {@link EdgeTwinException} (401) if the token is not good
     */
    public Uni<SignedIn> signedIn(String token) {
        return identities
                .authenticate(new IssuedTokenAuthenticationRequest(token))
                .map(Callers::signedIn)
                .onFailure(error -> !(error instanceof EdgeTwinException))
                .transform(error -> EdgeTwinException.notSignedIn());
    }

    private static SignedIn signedIn(SecurityIdentity identity) {
        AuthorizationContext caller = of(identity);
        return new SignedIn(identity, caller, IssuedToken.of(identity));
    }

    private static AuthorizationContext of(SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            throw EdgeTwinException.notSignedIn();
        }
        Optional<IssuedToken> token = IssuedToken.of(identity);
        List<AuthorizationSubject> subjects = new ArrayList<>(token.map(TokenSubjects::of)
                .orElseGet(() -> List.of(AuthorizationModelFactory.newAuthSubject(
                        ISSUER + identity.getPrincipal().getName()))));
        identity.getRoles().stream()
                .sorted()
                .forEach(role -> subjects.add(AuthorizationModelFactory.newAuthSubject(ROLE + role)));
        if (subjects.isEmpty()) {
            throw EdgeTwinException.notSignedIn();
        }
        return AuthorizationModelFactory.newAuthContext(
                token.isPresent()
                        ? DittoAuthorizationContextType.JWT
                        : DittoAuthorizationContextType.PRE_AUTHENTICATED_HTTP,
                subjects);
    }

    /**
     * Somebody who is signed in.
     *
     * @param identity as the sign-in knows him
     * @param caller as policies know him
     * @param token the token by which he came in, if it was one of a configured issuer
     */
    public record SignedIn(SecurityIdentity identity, AuthorizationContext caller, Optional<IssuedToken> token) {

        /** Until when he is let in, if that is said. */
        public Optional<Instant> expiry() {
            return token.map(IssuedToken::expiry);
        }
    }
}
