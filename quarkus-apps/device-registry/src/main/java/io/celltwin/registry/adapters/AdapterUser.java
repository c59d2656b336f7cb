package io.celltwin.registry.adapters;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.hono.auth.Activity;
import org.eclipse.hono.auth.Authorities;
import org.eclipse.hono.auth.AuthoritiesImpl;
import org.eclipse.hono.auth.HonoUser;
import org.eclipse.hono.util.CommandRouterConstants;
import org.eclipse.hono.util.CredentialsConstants;
import org.eclipse.hono.util.RegistrationConstants;
import org.eclipse.hono.util.TenantConstants;

/**
 * A protocol adapter that has signed in: it may use the endpoints for adapters, for every tenant.
 *
 * @param name the name of its service account
 * @param getExpirationTime when it must sign in again
 */
record AdapterUser(String name, Instant getExpirationTime) implements HonoUser {
    private static final Duration SESSION = Duration.ofDays(30);

    static AdapterUser signedInNow(String name) {
        return new AdapterUser(name, Instant.now().plus(SESSION));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Authorities getAuthorities() {
        AuthoritiesImpl authorities = new AuthoritiesImpl();
        allow(authorities, TenantConstants.TENANT_ENDPOINT);
        allow(authorities, RegistrationConstants.REGISTRATION_ENDPOINT);
        allow(authorities, CredentialsConstants.CREDENTIALS_ENDPOINT);
        allow(authorities, CommandRouterConstants.COMMAND_ROUTER_ENDPOINT);
        return authorities;
    }

    private static void allow(AuthoritiesImpl authorities, String endpoint) {
        authorities.addResource(endpoint, Activity.READ, Activity.WRITE).addOperation(endpoint, "*");
    }

    /** There is none: the user lives as long as its connection, on which nobody asks for one. */
    @Override
    public String getToken() {
        return null;
    }

    @Override
    public boolean isExpired() {
        return !Instant.now().isBefore(getExpirationTime);
    }
}
