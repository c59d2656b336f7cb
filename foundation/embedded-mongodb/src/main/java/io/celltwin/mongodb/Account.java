package io.celltwin.mongodb;

import java.util.Objects;

/**
 * Who may use the server.
 *
 * @param username ASCII without {@code ,} and {@code =}
 * @param password ASCII, so that it needs no preparation (RFC 4013)
 */
public record Account(String username, String password) {

    /** @throws IllegalArgumentException if one of them is empty or holds other characters */
    public Account {
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
        if (!username.matches("[!-+\\--<>-~]+") || !password.matches("[ -~]+")) {
            throw new IllegalArgumentException(
                    "A user name and a password of visible ASCII characters are needed, the name without ',' and '='");
        }
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return username;
    }
}
