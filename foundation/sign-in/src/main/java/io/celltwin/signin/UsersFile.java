package io.celltwin.signin;

import io.celltwin.service.file.AtomicFile;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The users file: Java properties, one line a user, {@code name=<bcrypt hash>,<role>[,<role>]}.
 */
public final class UsersFile {
    /** The user that a new installation starts with, good on a loopback address only. */
    public static final String FIRST_USER = "celltwin";

    private static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";
    /** What a person may be; {@code service} is for service accounts, which are not in this file. */
    private static final List<String> ROLES = List.of("engineer", "partner");

    private static final Logger LOG = Logger.getLogger(UsersFile.class);

    private final Path file;
    private Version loaded = Version.NONE;
    private Map<String, User> users = Map.of();

    /** @param file where the users stand; it need not exist yet */
    public UsersFile(Path file) {
        this.file = file;
    }

    /**
     * Creates the file with the first user, if there is no file yet.
     *
     * @return whether it was created
     * @throws IOException if the file cannot be written
     */
    public boolean createWithFirstUser() throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        put(FIRST_USER, FIRST_USER, Set.of("engineer"));
        return true;
    }

    /**
     * Whether the first user still has the well-known password, which is good on a loopback address only.
     *
     * @throws IOException if the file cannot be read
     */
    public boolean hasFirstPassword() throws IOException {
        return find(FIRST_USER)
                .filter(user -> BcryptUtil.matches(FIRST_USER, user.passwordHash()))
                .isPresent();
    }

    /**
     * Adds a user or replaces the one of that name; the file is replaced whole or not at all.
     *
     * @param name letters, digits and {@code . _ @ -}
     * @param password at least eight characters long
     * @param roles {@code engineer}, {@code partner} or both
     * @throws IllegalArgumentException if one of these is not so
     * @throws IOException if the file cannot be read or written
     */
    public synchronized void put(String name, String password, Set<String> roles) throws IOException {
        check(name, roles);
        if (password.length() < 8) {
            throw new IllegalArgumentException("A password has at least 8 characters.");
        }
        Map<String, User> all = new LinkedHashMap<>(Files.exists(file) ? read() : Map.of());
        all.put(name, new User(name, BcryptUtil.bcryptHash(password), roles));
        write(all);
    }

    /**
     * Checks what can be said of a user before the password is known.
     *
     * @param name letters, digits and {@code . _ @ -}
     * @param roles {@code engineer}, {@code partner} or both
     * @throws IllegalArgumentException if one of these is not so
     */
    public static void check(String name, Set<String> roles) {
        if (!name.matches(NAME_PATTERN)) {
            throw new IllegalArgumentException(
                    "A user's name is letters, digits and . _ @ - (64 at most), not '" + name + "'.");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("A user needs a role: " + String.join(" or ", ROLES) + ".");
        }
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException(
                        "There is no role '" + role + "': use " + String.join(" or ", ROLES) + ".");
            }
        }
    }

    /**
     * The user of that name as the file says now.
     *
     * @throws IOException if the file cannot be read or has a line that is no user
     */
    synchronized Optional<User> find(String name) throws IOException {
        Version now = Version.of(file);
        if (!now.equals(loaded)) {
            users = read();
            loaded = now;
        }
        return Optional.ofNullable(users.get(name));
    }

    private Map<String, User> read() throws IOException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException("The users file " + file + " is not a properties file: " + e.getMessage(), e);
        }
        Map<String, User> read = new LinkedHashMap<>();
        for (String name : lines.stringPropertyNames()) {
            List<String> parts = List.of(lines.getProperty(name).split("\\s*,\\s*"));
            if (parts.size() < 2 || !parts.get(0).startsWith("$2")) {
                throw new IOException("The users file " + file + " must say '" + name + "=<bcrypt hash>,<role>'.");
            }
            User user = new User(name, parts.get(0), Set.copyOf(parts.subList(1, parts.size())));
            if (!ROLES.containsAll(user.roles())) {
                LOG.warnf("The users file %s gives %s a role that only policies of your own can know", file, user);
            }
            read.put(name, user);
        }
        return read;
    }

    private void write(Map<String, User> all) throws IOException {
        String text = all.values().stream()
                .map(user -> user.name() + "=" + user.passwordHash() + "," + String.join(",", user.roles()))
                .collect(Collectors.joining("\n", "# name=<bcrypt hash>,<role>[,<role>]\n", "\n"));
        AtomicFile.write(file, text);
    }

    /** Tells one content of the file from the next without reading it. */
    private record Version(long modifiedMs, long size) {
        static final Version NONE = new Version(-1, -1);

        static Version of(Path file) throws IOException {
            return new Version(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
        }
    }
}
