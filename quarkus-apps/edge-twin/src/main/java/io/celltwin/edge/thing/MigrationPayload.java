package io.celltwin.edge.thing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.common.Placeholders;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.placeholders.UnresolvedPlaceholderException;

/**
 * What a migration writes: its texts may hold {@code {{ thing-json:attributes/a }}} for a value of the thing as it is. A
 * text that is nothing but that becomes the value itself, a number say.
 */
final class MigrationPayload {
    private static final Pattern ONE_VALUE = Pattern.compile(
            "\\s*(?:\\{\\{\\s*thing-json:(?<path>[^|}]+?)\\s*}}|\\$\\{\\s*thing-json:(?<legacy>[^|}]+?)\\s*})\\s*");

    private final JsonObject thing;
    private final ExpressionResolver resolver;

    /** @param thing what the sender may see of the thing */
    MigrationPayload(JsonObject thing) {
        this.thing = thing;
        resolver = PlaceholderFactory.newExpressionResolver(ThingJson.INSTANCE, thing);
    }

    /**
     * The payload with its placeholders replaced.
     *
     * @throws UnresolvedPlaceholderException if one names what the thing does not have
     */
    JsonObject resolve(JsonObject payload) {
        return payload.stream()
                .map(field -> JsonField.newInstance(field.getKey(), resolve(field.getValue())))
                .collect(JsonCollectors.fieldsToObject());
    }

    private JsonValue resolve(JsonValue value) {
        if (value.isNull()) {
            return value;
        }
        if (value.isObject()) {
            return resolve(value.asObject());
        }
        if (value.isArray()) {
            return value.asArray().stream().map(this::resolve).collect(JsonCollectors.valuesToArray());
        }
        return value.isString() ? resolve(value.asString()) : value;
    }

    private JsonValue resolve(String text) {
        if (!Placeholders.containsAnyPlaceholder(text)) {
            return JsonValue.of(text);
        }
        Matcher one = ONE_VALUE.matcher(text);
        if (!one.matches()) {
            return JsonValue.of(PlaceholderFilter.apply(text, resolver));
        }
        String path = Optional.ofNullable(one.group("path")).orElseGet(() -> one.group("legacy"));
        return thing.getValue(JsonPointer.of(path))
                .orElseThrow(() -> UnresolvedPlaceholderException.newBuilder("{{ thing-json:" + path + " }}")
                        .build());
    }

    /** {@code thing-json:<path>}: a value of a thing, or the values of a list. */
    private enum ThingJson implements Placeholder<JsonObject> {
        INSTANCE;

        @Override
        public String getPrefix() {
            return "thing-json";
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
        public List<String> resolveValues(JsonObject thing, String name) {
            return thing.getValue(JsonFactory.newPointer(name.strip()))
                    .map(value -> value.isArray() && !value.isNull()
                            ? value.asArray().stream()
                                    .map(JsonValue::formatAsString)
                                    .toList()
                            : List.of(value.formatAsString()))
                    .orElse(List.of());
        }
    }
}
