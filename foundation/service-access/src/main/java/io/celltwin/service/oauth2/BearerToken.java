package io.celltwin.service.oauth2;

import java.time.Instant;
import java.util.Objects;

/**
 * An access token that whoever bears it may use (RFC 6750).
 *
 * @param value the token as it is sent
 * @param expiresAt when it is used no more
 */
public record BearerToken(String value, Instant expiresAt) {

    public BearerToken {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Returns the value of the header {@code Authorization}. */
    public String authorization() {
        return "Bearer " + value;
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "bearer token that expires at " + expiresAt;
    }
}
