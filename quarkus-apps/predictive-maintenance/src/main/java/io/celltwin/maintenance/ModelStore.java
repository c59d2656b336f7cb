package io.celltwin.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Keeps healthy models on disk, one JSON file for each machine, so that a machine that is sick when the process starts is not
 * learnt as healthy. A file is written beside its place and moved there, so that a crash leaves the old or the new one.
 */
final class ModelStore {

    private static final Logger LOG = Logger.getLogger(ModelStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    ModelStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads a machine's model.
     *
     * @return empty if none was learnt yet, or the file cannot be used
     */
    Optional<HealthyModel> read(String thingId) {
        var file = file(thingId);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), HealthyModel.class));
        } catch (IOException e) {
            LOG.warnf("%s: the learnt model in %s cannot be used and is learnt anew: %s", thingId, file,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps a machine's model; on disk when this returns.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void write(String thingId, HealthyModel model) {
        var file = file(thingId);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(directory);
            try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(model));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the learnt model in " + file, e);
        }
    }

    private Path file(String thingId) {
        // Encoded, so that no id can name a file elsewhere.
        return directory.resolve(URLEncoder.encode(thingId, StandardCharsets.UTF_8).replace(".", "%2E") + ".json");
    }
}
