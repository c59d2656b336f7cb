package io.celltwin.twin.access;

/**
 * The account with which an app signs in to the twin service (HTTP Basic).
 *
 * @param username user name, not blank
 * @param password password
 */
public record TwinAccount(String username, String password) {

    /** Rejects a blank user name. */
    public TwinAccount {
        if (username == null || username.isBlank()) {
            throw new IllegalArgumentException("the twin account has no user name");
        }
        if (password == null) {
            throw new IllegalArgumentException("the twin account '" + username + "' has no password");
        }
    }

    /** Names the account without its password, so that it can be logged. */
    @Override
    public String toString() {
        return username;
    }
}
