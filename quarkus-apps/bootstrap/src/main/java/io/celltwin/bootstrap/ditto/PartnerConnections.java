package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.job.RefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/**
 * Connections to partners' systems, taken from a directory as they are. The file's name is the connection's id; secrets
 * stand in environment variables, which the file names as <code>${NAME}</code>.
 */
public final class PartnerConnections {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final Function<String, Optional<String>> environment;

    /**
     * @param directory holds one connection a file
     * @param environment the value of an environment variable
     */
    public PartnerConnections(Path directory, Function<String, Optional<String>> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * What they should be.
     *
     * @throws RefusedException if the directory cannot be read
     */
    public List<ConnectionSource> all() throws RefusedException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .<ConnectionSource>map(file -> new ConnectionFile(file, environment))
                    .toList();
        } catch (IOException e) {
            throw new RefusedException("The directory of partner connections " + directory + " cannot be read");
        }
    }

    private record ConnectionFile(Path file, Function<String, Optional<String>> environment)
            implements ConnectionSource {

        @Override
        public String id() {
            String name = file.getFileName().toString();
            return name.substring(0, name.length() - SUFFIX.length());
        }

        @Override
        public JsonObject connection() throws RefusedException {
            if (!id().matches("[A-Za-z0-9._-]+")) {
                throw new RefusedException(file + ": the name may have letters, digits and . _ - only");
            }
            JsonObject document = read();
            JsonObject filled = filled(document);
            // Checked without the secrets first, so that what is wrong can be told.
            check(new Placeholders(name -> Optional.of("x")).fill(document), true);
            check(filled, false);
            return filled;
        }

        private JsonObject filled(JsonObject document) throws RefusedException {
            try {
                return new Placeholders(environment).fill(document);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(file + ": " + e.getMessage() + " in the environment");
            }
        }

        @Override
        public Set<String> secrets() {
            Set<String> secrets = new HashSet<>();
            new Placeholders(name -> {
                        environment
                                .apply(name)
                                .filter(value -> !value.isEmpty())
                                .ifPresent(secrets::add);
                        return Optional.of("");
                    })
                    .fill(readable());
            return secrets;
        }

        private JsonObject readable() {
            try {
                return read();
            } catch (RefusedException e) {
                return JsonObject.empty();
            }
        }

        private JsonObject read() throws RefusedException {
            try {
                JsonObject document = JsonObject.of(Files.readString(file));
                Optional<String> stated =
                        document.getValue("id").filter(JsonValue::isString).map(JsonValue::asString);
                if (stated.filter(other -> !other.equals(id())).isPresent()) {
                    throw new RefusedException(file + ": the id must be the file's name, or be left out");
                }
                return document.setValue("id", id());
            } catch (CharacterCodingException e) {
                throw new RefusedException(file + ": is no UTF-8 text");
            } catch (IOException e) {
                throw new RefusedException(file + ": cannot be read");
            } catch (JsonRuntimeException e) {
                throw new RefusedException(file + ": is no JSON object");
            }
        }

        private void check(JsonObject connection, boolean mayBeTold) throws RefusedException {
            try {
                ConnectivityModelFactory.connectionFromJson(connection);
            } catch (DittoRuntimeException | JsonRuntimeException | IllegalArgumentException e) {
                String reason = mayBeTold ? e.getMessage() : "it is no connection with these values filled in";
                throw new RefusedException(file + ": " + reason);
            }
        }
    }
}
