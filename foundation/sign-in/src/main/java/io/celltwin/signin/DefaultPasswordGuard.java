package io.celltwin.signin;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start on an address that others can reach while the first user still has the well-known password. */
@ApplicationScoped
class DefaultPasswordGuard {
    private final Accounts accounts;
    private final String host;

    @Inject
    DefaultPasswordGuard(Accounts accounts, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.accounts = accounts;
        this.host = host;
    }

    void check(@Observes StartupEvent event) {
        if (!isLoopback(host)
                && accounts.rolesIfPasswordIsRight(UsersFile.FIRST_USER, UsersFile.FIRST_USER)
                        .isPresent()) {
            throw new ConfigurationException(
                    "User '" + UsersFile.FIRST_USER + "' still has its first password, which is good on"
                            + " a loopback address only: give it another one before listening on " + host + ".");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
