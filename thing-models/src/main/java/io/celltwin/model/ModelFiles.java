package io.celltwin.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where model files come from: those in the jar, then those in an optional directory. Names are plain file names, so that
 * no reference can leave the directory; a file in the directory cannot hide one in the jar.
 */
final class ModelFiles {

    static final String SUFFIX = ".tm.jsonld";

    private static final String RESOURCES = "/thing-models/";
    private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}-\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}"
            + Pattern.quote(SUFFIX));
    private static final Set<String> BUNDLED = Set.copyOf(readIndex());

    private final Optional<Path> directory;

    ModelFiles(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Whether the text can be a model file's name: {@code <name>-<major>.<minor>.<patch>.tm.jsonld}, lower case. */
    static boolean isFileName(String text) {
        return FILE_NAME.matcher(text).matches();
    }

    static boolean isBundled(String fileName) {
        return BUNDLED.contains(fileName);
    }

    /** The names of all files that exist now, sorted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(BUNDLED);
        directory.filter(Files::isDirectory).ifPresent(path -> {
            try (Stream<Path> entries = Files.list(path)) {
                entries.map(entry -> entry.getFileName().toString()).filter(ModelFiles::isFileName).forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException("The models directory " + path + " cannot be listed", e);
            }
        });
        return names;
    }

    /**
     * The file's content, empty if there is no such file.
     *
     * @throws ModelException if the file is there and cannot be used
     */
    Optional<byte[]> read(String fileName) {
        if (BUNDLED.contains(fileName)) {
            return Optional.of(resource(fileName));
        }
        return directory.filter(path -> Files.exists(path.resolve(fileName), LinkOption.NOFOLLOW_LINKS))
                .map(path -> content(path, fileName));
    }

    private static byte[] content(Path directory, String fileName) {
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

    private static byte[] resource(String name) {
        try (InputStream in = ModelFiles.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + RESOURCES + name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> readIndex() {
        return new String(resource("models.index"), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toList());
    }
}
