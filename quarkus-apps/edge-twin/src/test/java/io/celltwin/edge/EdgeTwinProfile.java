package io.celltwin.edge;

import io.celltwin.edge.contract.Account;
import io.celltwin.signin.UsersFile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The edge twin with an empty directory and two users. */
public class EdgeTwinProfile implements QuarkusTestProfile {
    static final Account ENGINEER = new Account("anna", "correct horse", "celltwin:anna");
    static final Account PARTNER = new Account("paul", "battery staple", "celltwin:paul");

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path directory = Files.createTempDirectory("edge-twin");
            UsersFile users = new UsersFile(directory.resolve("users.properties"));
            users.put(ENGINEER.name(), ENGINEER.password(), Set.of("engineer"));
            users.put(PARTNER.name(), PARTNER.password(), Set.of("partner"));
            return Map.of(
                    "celltwin.users.file",
                    directory.resolve("users.properties").toString(),
                    "celltwin.edge-twin.directory",
                    directory.resolve("twins").toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
