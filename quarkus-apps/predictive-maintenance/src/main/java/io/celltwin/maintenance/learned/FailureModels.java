package io.celltwin.maintenance.learned;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The failure models by their names. */
public final class FailureModels {

    private static final List<String> BUNDLED = List.of("milling-failure", "turbofan-remaining-life");
    private static final FailureModels IN_JAR =
            new FailureModels(BUNDLED.stream().map(FailureModels::resource).toList());

    private final Map<String, FailureModel> byName = new TreeMap<>();

    /** @param models the models that there are */
    public FailureModels(List<FailureModel> models) {
        models.forEach(model -> byName.put(model.name(), model));
    }

    /** Those that come along. */
    public static FailureModels bundled() {
        return IN_JAR;
    }

    /** The model of that name. */
    public Optional<FailureModel> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Their names. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static FailureModel resource(String name) {
        try (InputStream in = FailureModels.class.getResourceAsStream("/failure-models/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the failure model " + name + " is missing in the jar");
            }
            return FailureModel.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the failure model " + name + " cannot be read", e);
        }
    }
}
