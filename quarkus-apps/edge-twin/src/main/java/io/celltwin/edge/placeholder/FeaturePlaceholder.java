package io.celltwin.edge.placeholder;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.Placeholder;

/** {@code feature:id}: each feature that a signal tells of. */
public final class FeaturePlaceholder implements Placeholder<FeaturePlaceholder.Told> {
    public static final FeaturePlaceholder INSTANCE = new FeaturePlaceholder();
    private static final String ID = "id";
    private static final JsonKey FEATURES = JsonKey.of("features");

    private FeaturePlaceholder() {}

    @Override
    public String getPrefix() {
        return "feature";
    }

    @Override
    public List<String> getSupportedNames() {
        return List.of(ID);
    }

    @Override
    public boolean supports(String name) {
        return ID.equals(name);
    }

    @Override
    public List<String> resolveValues(Told signal, String name) {
        return supports(name) ? features(signal).stream().map(JsonKey::toString).toList() : List.of();
    }

    private static Collection<JsonKey> features(Told signal) {
        JsonPointer path = signal.path();
        if (path.isEmpty()) {
            return signal.value()
                    .filter(FeaturePlaceholder::isObject)
                    .flatMap(thing -> thing.asObject().getValue(FEATURES))
                    .map(FeaturePlaceholder::names)
                    .orElse(List.of());
        }
        if (path.getRoot().filter(FEATURES::equals).isEmpty()) {
            return List.of();
        }
        return path.get(1)
                .<Collection<JsonKey>>map(List::of)
                .orElseGet(() -> signal.value().map(FeaturePlaceholder::names).orElse(List.of()));
    }

    private static List<JsonKey> names(JsonValue value) {
        return isObject(value) ? value.asObject().getKeys() : List.of();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    /**
     * What a signal is about.
     *
     * @param path the part of the thing
     * @param value what it tells of that
     */
    public record Told(JsonPointer path, Optional<JsonValue> value) {}
}
