package io.celltwin.signin.issuer;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who brings a token of a configured issuer. */
public final class IssuedTokenAuthenticationRequest extends BaseAuthenticationRequest {
    private final String token;

    /** @param token as it came */
    public IssuedTokenAuthenticationRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
