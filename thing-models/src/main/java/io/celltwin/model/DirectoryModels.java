package io.celltwin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models in a directory, read anew at every question, so that a file may come later and a faulty one be mended.
 *
 * @param directory need not exist
 */
record DirectoryModels(Path directory) implements ModelSource {

    @Override
    public Set<String> names() {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(ModelFileName::matches)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new ModelException(directory.toString(), "", "cannot be listed: " + e.getMessage());
        }
    }

    @Override
    public Optional<ObjectNode> read(String fileName) {
        if (!Files.exists(directory.resolve(fileName), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(JsonText.parse(fileName, content(fileName)));
    }

    private byte[] content(String fileName) {
        try {
            // A mounted Kubernetes ConfigMap links its files within the directory; a link to anywhere else is refused.
            Path file = directory.resolve(fileName).toRealPath();
            if (!file.startsWith(directory.toRealPath()) || !Files.isRegularFile(file)) {
                throw new ModelException(fileName, "", "must be a plain file inside the models directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(JsonText.MAX_BYTES + 1);
            }
        } catch (IOException e) {
            throw new ModelException(fileName, "", "cannot be read: " + e.getMessage());
        }
    }
}
