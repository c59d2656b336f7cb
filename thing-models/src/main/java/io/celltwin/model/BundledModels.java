package io.celltwin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The models in the jar, listed in the resource {@code thing-models/models.index}; each is parsed once. */
final class BundledModels implements ModelSource {

    static final String RESOURCES = "/thing-models/";

    private final Set<String> names = new String(resource("models.index"), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .collect(Collectors.toUnmodifiableSet());
    private final Map<String, ObjectNode> parsed = new ConcurrentHashMap<>();

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Optional<ObjectNode> read(String fileName) {
        if (!names.contains(fileName)) {
            return Optional.empty();
        }
        return Optional.of(parsed.computeIfAbsent(fileName, name -> JsonText.parse(name, resource(name))));
    }

    private static byte[] resource(String name) {
        try (InputStream in = BundledModels.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + RESOURCES + name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
