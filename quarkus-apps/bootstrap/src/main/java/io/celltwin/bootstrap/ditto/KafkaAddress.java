package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.job.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;

/**
 * How the twin service reaches Kafka.
 *
 * @param bootstrapServers addresses {@code host:port}, separated by commas
 * @param tls whether with TLS
 * @param caFile certificates to trust, PEM
 * @param credentials the user, if the broker asks for one
 */
public record KafkaAddress(
        String bootstrapServers, boolean tls, Optional<Path> caFile, Optional<SaslCredentials> credentials) {

    /**
     * A user of the broker.
     *
     * @param username its name
     * @param password its password
     * @param mechanism {@code plain}, {@code scram-sha-256} or {@code scram-sha-512}
     */
    public record SaslCredentials(String username, String password, String mechanism) {

        private String userInfo() {
            return Placeholders.encode(username) + ":" + Placeholders.encode(password) + "@";
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return username + " (" + mechanism + ")";
        }
    }

    /** @throws RefusedException if the file of certificates cannot be read */
    JsonObject addTo(JsonObject connection) throws RefusedException {
        JsonObjectBuilder addressed = connection.toBuilder()
                .set("uri", uri())
                .set(JsonPointer.of("specificConfig/bootstrapServers"), bootstrapServers);
        credentials.ifPresent(user -> addressed.set(JsonPointer.of("specificConfig/saslMechanism"), user.mechanism()));
        if (caFile.isPresent()) {
            addressed.set("ca", certificates(caFile.get()));
        }
        return addressed.build();
    }

    Set<String> secrets() {
        return credentials.map(user -> Set.of(user.password())).orElse(Set.of());
    }

    private String uri() {
        return (tls ? "ssl://" : "tcp://")
                + credentials.map(SaslCredentials::userInfo).orElse("")
                + bootstrapServers.split(",")[0].strip();
    }

    private static String certificates(Path file) throws RefusedException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RefusedException("The file of certificates " + file + " cannot be read");
        }
    }
}
