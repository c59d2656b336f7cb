package io.celltwin.signin.issuer;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Lets in who brings a good token of a configured issuer. */
@ApplicationScoped
class IssuedTokenIdentityProvider implements IdentityProvider<IssuedTokenAuthenticationRequest> {
    private final TokenIssuers issuers;

    @Inject
    IssuedTokenIdentityProvider(TokenIssuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public Class<IssuedTokenAuthenticationRequest> getRequestType() {
        return IssuedTokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            IssuedTokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(issuers.verify(request.token())));
    }

    private static SecurityIdentity identity(IssuedToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.name()))
                .addRoles(token.roles())
                .addAttribute(IssuedToken.ATTRIBUTE, token)
                .build();
    }
}
