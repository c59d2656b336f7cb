package io.celltwin.signin;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Lets in who gives a name and the right password, be it in a header or in the sign-in form. */
@ApplicationScoped
class PasswordIdentityProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    private final Accounts accounts;
    private final FailedAttempts failed = new FailedAttempts(Clock.systemUTC());

    @Inject
    PasswordIdentityProvider(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        String name = request.getUsername();
        String address = address(request);
        return context.runBlocking(() -> {
            if (!failed.mayTry(address, name)) {
                throw new AuthenticationFailedException("Too many wrong passwords: try again later.");
            }
            Optional<Set<String>> roles = accounts.rolesIfPasswordIsRight(
                    name, new String(request.getPassword().getPassword()));
            if (roles.isEmpty()) {
                failed.failed(address, name);
                throw new AuthenticationFailedException();
            }
            failed.succeeded(address, name);
            SecurityIdentity identity = Identities.of(name, roles.get());
            return accounts.user(name)
                    .map(user -> SignInStatus.ofAccount(identity, user))
                    .orElse(identity);
        });
    }

    private static String address(AuthenticationRequest request) {
        RoutingContext http = HttpSecurityUtils.getRoutingContextAttribute(request);
        return http == null || http.request().remoteAddress() == null
                ? "nowhere"
                : http.request().remoteAddress().host();
    }
}
