package io.celltwin.console;

import io.celltwin.signin.UsersFile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Engineers and a partner who may come in. */
public class ConsoleUsers implements QuarkusTestProfile {
    static final String USER = "anna";
    static final String PARTNER = "otto";
    /** An engineer of whom one test uses up what one user may do. */
    static final String EAGER = "bert";

    static final String PASSWORD = "correct horse";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path file = Files.createTempDirectory("console").resolve("users.properties");
            new UsersFile(file).put(USER, PASSWORD, Set.of("engineer"));
            new UsersFile(file).put(PARTNER, PASSWORD, Set.of("partner"));
            new UsersFile(file).put(EAGER, PASSWORD, Set.of("engineer"));
            return Map.of("celltwin.users.file", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
