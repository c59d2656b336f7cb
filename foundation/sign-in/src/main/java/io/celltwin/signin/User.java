package io.celltwin.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * One user of the users file.
 *
 * @param name the name typed at sign-in
 * @param passwordHash bcrypt in modular crypt format
 * @param roles what the user may be, such as {@code engineer} or {@code partner}
 */
record User(String name, String passwordHash, Set<String> roles) {
    private static final int DIGEST_BYTES = 16;

    User {
        roles = Set.copyOf(roles);
    }

    /** Says of an account that it is as it was: with another password or other roles it is another one. */
    String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(passwordHash.getBytes(StandardCharsets.UTF_8));
            for (String role : new TreeSet<>(roles)) {
                sha256.update(("," + role).getBytes(StandardCharsets.UTF_8));
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256.digest(), DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Without the hash, so that a logged user gives nothing away. */
    @Override
    public String toString() {
        return name + roles;
    }
}
