package io.celltwin.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Who may come in. */
@ConfigMapping(prefix = "celltwin.users")
public interface UsersConfig {

    /** The users file, one line a user: {@code name=<bcrypt hash>,<role>[,<role>]}. Read again when it changes. */
    @WithDefault("users.properties")
    Path file();

    /** Where the sessions that were signed out of are kept; without it they are forgotten when the process ends. */
    Optional<Path> endedSessionsFile();

    /** The password of the service accounts; without it no service account may come in. */
    Optional<String> servicePassword();

    /** The names of the service accounts; a person's name in the users file never shadows one of them. */
    @WithDefault(
            "battery-health,predictive-maintenance,lifecycle-records,modbus-adapter,opcua-adapter,plant-system,bootstrap")
    Set<String> serviceAccounts();
}
