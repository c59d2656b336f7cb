package io.celltwin.signin;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Everybody who may come in: the people of the users file and the service accounts. */
@ApplicationScoped
class Accounts {
    private static final Logger LOG = Logger.getLogger(Accounts.class);
    private static final Set<String> SERVICE_ROLES = Set.of("service");

    private final UsersConfig config;
    private final UsersFile usersFile;
    private final VerifiedPasswords verified = new VerifiedPasswords();
    /** Compared against when there is no such user, so that the time of the answer does not say so. */
    private final String nobodysHash = BcryptUtil.bcryptHash("nobody");

    @Inject
    Accounts(UsersConfig config) {
        this.config = config;
        this.usersFile = new UsersFile(config.file());
    }

    /** The roles of the account, if the password is right. May take 100 ms: not for an event loop. */
    Optional<Set<String>> rolesIfPasswordIsRight(String name, String password) {
        if (config.serviceAccounts().contains(name)) {
            return config.servicePassword()
                    .filter(secret -> sameText(secret, password))
                    .map(secret -> SERVICE_ROLES);
        }
        Optional<User> user = find(name);
        boolean right = verified.matches(password, user.map(User::passwordHash).orElse(nobodysHash));
        return right ? user.map(User::roles) : Optional.empty();
    }

    /** The user of that name, as the users file says now; service accounts are none. */
    Optional<User> user(String name) {
        return config.serviceAccounts().contains(name) ? Optional.empty() : find(name);
    }

    private Optional<User> find(String name) {
        try {
            return usersFile.find(name);
        } catch (IOException e) {
            LOG.errorf("Nobody of the users file can sign in: %s", e.toString());
            return Optional.empty();
        }
    }

    private static boolean sameText(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
