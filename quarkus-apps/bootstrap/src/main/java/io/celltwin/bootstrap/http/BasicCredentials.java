package io.celltwin.bootstrap.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An account with a password, presented by HTTP Basic (RFC 7617).
 *
 * @param username the account
 * @param password its password
 */
public record BasicCredentials(String username, String password) implements Authorization {

    @Override
    public Optional<String> header() {
        byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return username;
    }
}
