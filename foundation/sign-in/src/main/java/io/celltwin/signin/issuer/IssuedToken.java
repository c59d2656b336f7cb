package io.celltwin.signin.issuer;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token that one of the configured issuers signed and that is good now.
 *
 * @param issuer the configured name of its issuer
 * @param name the claim {@code sub}
 * @param claims all its claims as a JSON object
 * @param expiry when it ends to be good
 * @param authSubjects the configured subjects of the issuer's tokens, unresolved
 * @param roles what the claim of the roles says
 */
public record IssuedToken(
        String issuer, String name, String claims, Instant expiry, List<String> authSubjects, Set<String> roles) {

    static final String ATTRIBUTE = "io.celltwin.issued-token";

    public IssuedToken {
        authSubjects = List.copyOf(authSubjects);
        roles = Set.copyOf(roles);
    }

    /** The token by which somebody came in; empty if he came in otherwise. */
    public static Optional<IssuedToken> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }
}
