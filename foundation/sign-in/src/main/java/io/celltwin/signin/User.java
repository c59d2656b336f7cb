package io.celltwin.signin;

import java.util.Set;

/**
 * One user of the users file.
 *
 * @param name the name typed at sign-in
 * @param passwordHash bcrypt in modular crypt format
 * @param roles what the user may be, such as {@code engineer} or {@code partner}
 */
record User(String name, String passwordHash, Set<String> roles) {
    User {
        roles = Set.copyOf(roles);
    }

    /** Without the hash, so that a logged user gives nothing away. */
    @Override
    public String toString() {
        return name + roles;
    }
}
