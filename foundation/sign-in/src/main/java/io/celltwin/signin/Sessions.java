package io.celltwin.signin;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The sessions of people who signed in by the form. A session is what its encrypted cookie says, so it outlives the
 * process and other processes with the same key take it; it ends at sign-out, or when the user gets another password or
 * other roles or is removed.
 *
 * <p>
 * The form's mechanism writes the name of the identity that it is given into the cookie. So between it and this class an
 * identity is named by the session's token, and beyond by the user.
 */
@ApplicationScoped
class Sessions {
    private static final String ATTRIBUTE = "io.celltwin.session";

    private final Accounts accounts;
    private final EndedSessions ended;

    @Inject
    Sessions(
            Accounts accounts,
            UsersConfig config,
            @ConfigProperty(name = "quarkus.http.auth.form.timeout") Duration cookieLife) {
        this.accounts = accounts;
        this.ended = new EndedSessions(config.endedSessionsFile(), cookieLife, Clock.systemUTC());
    }

    /** The identity of a new session for somebody whose password was right; as it was if it is none of the users file. */
    SecurityIdentity begin(SecurityIdentity user) {
        return accounts.user(user.getPrincipal().getName())
                .map(SessionToken::begin)
                .map(token -> named(token, user))
                .orElse(user);
    }

    /** The session of that token, with the roles of its user; empty if it has ended or is none. */
    Optional<SecurityIdentity> find(String token) {
        return SessionToken.parse(token)
                .filter(session -> !ended.contains(session.id()))
                .flatMap(session -> accounts.user(session.user())
                        .filter(session::isOf)
                        .map(user -> named(session, Identities.of(user.name(), user.roles()))));
    }

    /** Whether the session by which an identity came in is still good; empty if it came in otherwise. */
    Optional<Boolean> isGood(SecurityIdentity identity) {
        SessionToken session = identity.getAttribute(ATTRIBUTE);
        return Optional.ofNullable(session).map(token -> find(token.toString()).isPresent());
    }

    /** The same identity under its user's name. */
    static SecurityIdentity userOf(SecurityIdentity identity) {
        SessionToken session = identity.getAttribute(ATTRIBUTE);
        return session == null
                ? identity
                : QuarkusSecurityIdentity.builder(identity)
                        .setPrincipal(new QuarkusPrincipal(session.user()))
                        .build();
    }

    /** Ends the session by which the identity came in, if it came in by one. May write a file: not for an event loop. */
    void end(SecurityIdentity identity) {
        SessionToken session = identity.getAttribute(ATTRIBUTE);
        if (session != null) {
            ended.end(session.id());
        }
    }

    private static SecurityIdentity named(SessionToken session, SecurityIdentity user) {
        return QuarkusSecurityIdentity.builder(user)
                .setPrincipal(new QuarkusPrincipal(session.toString()))
                .addAttribute(ATTRIBUTE, session)
                .build();
    }
}
