package io.celltwin.edge.connection;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.ditto.connectivity.model.Connection;

/** Hides the password of a connection's address, and finds it again when somebody sends back what he was shown. */
public final class MaskedPassword {
    private static final Pattern PASSWORD = Pattern.compile("(?<=://)([^:@/]*):[^/]*@");
    private static final String MASK = "*****";

    private MaskedPassword() {}

    /** The address as it may be shown. */
    public static String masked(String uri) {
        return PASSWORD.matcher(uri).replaceFirst("$1:" + MASK + "@");
    }

    /** The connection with the password that it had, if its address is what was shown of the former one. */
    static Connection restored(Connection wanted, Optional<Connection> before) {
        return before.map(Connection::getUri)
                .filter(uri -> wanted.getPassword().filter(MASK::equals).isPresent())
                .filter(uri -> masked(uri).equals(wanted.getUri()))
                .map(uri -> wanted.toBuilder().uri(uri).build())
                .orElse(wanted);
    }
}
