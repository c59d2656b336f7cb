package io.celltwin.signin;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells whether somebody who came in earlier would come in like that again: for what stays open meanwhile. */
@ApplicationScoped
public class SignInStatus {
    private static final String ACCOUNT = "io.celltwin.account";

    private final Accounts accounts;
    private final Sessions sessions;

    @Inject
    SignInStatus(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** The identity of somebody who gave the password of an account, as the account is now. */
    static SecurityIdentity ofAccount(SecurityIdentity identity, User account) {
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(ACCOUNT, account.digest())
                .build();
    }

    /**
     * Whether an identity is still good: its session was not ended, and its account has the same password and roles. A
     * token says by itself how long it is good, and so is taken as good here. May read a file: not for an event loop.
     */
    public boolean isGood(SecurityIdentity identity) {
        return sessions.isGood(identity).orElseGet(() -> isAccountAsItWas(identity));
    }

    private boolean isAccountAsItWas(SecurityIdentity identity) {
        String digest = identity.getAttribute(ACCOUNT);
        return digest == null
                || accounts.user(identity.getPrincipal().getName())
                        .map(User::digest)
                        .filter(digest::equals)
                        .isPresent();
    }
}
