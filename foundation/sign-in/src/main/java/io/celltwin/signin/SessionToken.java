package io.celltwin.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What the encrypted cookie of a session says: {@code <id>.<account>.<user>}.
 *
 * @param id unlike that of any other session, so that this one alone can be ended
 * @param account digest of the user's password hash and roles at sign-in: with another password or role it is another one
 * @param user name of the user who signed in
 */
record SessionToken(String id, String account, String user) {
    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new session of that user. */
    static SessionToken begin(User user) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new SessionToken(text(id), user.digest(), user.name());
    }

    /** The token of that text; empty if it is none. */
    static Optional<SessionToken> parse(String text) {
        String[] parts = text.split("\\.", 3);
        return parts.length == 3 ? Optional.of(new SessionToken(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    /** Whether that user has the password and roles that this session began with. */
    boolean isOf(User now) {
        return now.name().equals(user) && now.digest().equals(account);
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return id + "." + account + "." + user;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
