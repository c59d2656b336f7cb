package io.celltwin.edge.authentication;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.Placeholder;

/** {@code jwt:<claim>}: a claim of a token by its path; of an array each element. */
final class JwtPlaceholder implements Placeholder<JsonObject> {
    static final JwtPlaceholder INSTANCE = new JwtPlaceholder();

    private JwtPlaceholder() {}

    @Override
    public String getPrefix() {
        return "jwt";
    }

    @Override
    public List<String> getSupportedNames() {
        return List.of();
    }

    @Override
    public boolean supports(String name) {
        return true;
    }

    @Override
    public List<String> resolveValues(JsonObject claims, String path) {
        return values(claims, JsonPointer.of(path)).distinct().toList();
    }

    private static Stream<String> values(JsonValue value, JsonPointer path) {
        if (value.isArray()) {
            return value.asArray().stream().flatMap(element -> values(element, path));
        }
        if (path.isEmpty()) {
            return Stream.of(value.formatAsString());
        }
        return value.isObject() && !value.isNull()
                ? value.asObject().getValue(path.getRoot().orElseThrow()).stream()
                        .flatMap(found -> values(found, path.nextLevel()))
                : Stream.empty();
    }
}
