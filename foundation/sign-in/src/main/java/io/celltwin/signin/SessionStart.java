package io.celltwin.signin;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.smallrye.mutiny.Uni;

/** Begins a session for everybody who gives the form a name and the right password. */
record SessionStart(IdentityProviderManager identities, Sessions sessions) implements IdentityProviderManager {

    @Override
    public Uni<SecurityIdentity> authenticate(AuthenticationRequest request) {
        Uni<SecurityIdentity> found = identities.authenticate(request);
        return request instanceof UsernamePasswordAuthenticationRequest
                ? found.onItem().transform(sessions::begin)
                : found;
    }

    @Override
    public SecurityIdentity authenticateBlocking(AuthenticationRequest request) {
        SecurityIdentity found = identities.authenticateBlocking(request);
        return request instanceof UsernamePasswordAuthenticationRequest ? sessions.begin(found) : found;
    }
}
