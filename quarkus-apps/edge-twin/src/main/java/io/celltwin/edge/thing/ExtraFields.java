package io.celltwin.edge.thing;

import io.celltwin.edge.error.EdgeTwinException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingFieldSelector;

/**
 * The fields of its thing that are shown with a signal. {@code {{ feature:id }}} in the place of a feature's id stands
 * for each feature that the signal tells of; anywhere else, and with functions, placeholders are refused.
 */
public final class ExtraFields {
    private static final JsonKey FEATURES = JsonKey.of("features");
    private static final Pattern FEATURE_ID = Pattern.compile("\\{\\{\\s*feature:id\\s*}}");
    private static final int FEATURE_LEVEL = 1;

    private ExtraFields() {}

    /** The fields of a list with commas. */
    public static ThingFieldSelector parse(String list) {
        return checked(DittoJsonException.wrapJsonRuntimeException(() -> ThingFieldSelector.fromString(list)));
    }

    /** The same fields, once it is known that each placeholder in them is understood. */
    public static ThingFieldSelector checked(ThingFieldSelector fields) {
        for (JsonPointer field : fields.getJsonFieldSelector().getPointers()) {
            if (hasPlaceholder(field) && !isOfEachFeature(field)) {
                throw EdgeTwinException.badRequest(
                        "The extra field '" + field + "' has a placeholder that is not known there.",
                        "The only one is '{{ feature:id }}', in the place of a feature's id: features/{{ feature:id }}.");
            }
        }
        return fields;
    }

    /**
     * The fields without placeholders.
     *
     * @param wanted the fields as they were asked for
     * @param path what the signal is about
     * @param value what it tells of that
     */
    public static JsonFieldSelector of(JsonFieldSelector wanted, JsonPointer path, Optional<JsonValue> value) {
        if (wanted.getPointers().stream().noneMatch(ExtraFields::isOfEachFeature)) {
            return wanted;
        }
        Collection<JsonKey> features = features(path, value);
        List<JsonPointer> fields = wanted.getPointers().stream()
                .flatMap(field -> isOfEachFeature(field)
                        ? features.stream().map(feature -> ofFeature(feature, field))
                        : Stream.of(field))
                .toList();
        return fields.isEmpty() ? JsonFactory.emptyFieldSelector() : JsonFactory.newFieldSelector(fields);
    }

    private static boolean hasPlaceholder(JsonPointer field) {
        return field.toString().contains("{{");
    }

    private static boolean isOfEachFeature(JsonPointer field) {
        return isInFeatures(field)
                && field.get(FEATURE_LEVEL)
                        .filter(id -> FEATURE_ID.matcher(id).matches())
                        .isPresent()
                && field.getSubPointer(FEATURE_LEVEL + 1)
                        .filter(ExtraFields::hasPlaceholder)
                        .isEmpty();
    }

    private static boolean isInFeatures(JsonPointer path) {
        return path.getRoot().filter(FEATURES::equals).isPresent();
    }

    private static JsonPointer ofFeature(JsonKey feature, JsonPointer field) {
        JsonPointer features = JsonPointer.empty().addLeaf(FEATURES).addLeaf(feature);
        return field.getSubPointer(FEATURE_LEVEL + 1).map(features::append).orElse(features);
    }

    private static Collection<JsonKey> features(JsonPointer path, Optional<JsonValue> value) {
        if (path.isEmpty()) {
            return value.filter(ExtraFields::isObject)
                    .flatMap(thing -> thing.asObject().getValue(FEATURES))
                    .map(ExtraFields::names)
                    .orElse(List.of());
        }
        if (!isInFeatures(path)) {
            return List.of();
        }
        return path.get(FEATURE_LEVEL)
                .<Collection<JsonKey>>map(List::of)
                .orElseGet(() -> value.map(ExtraFields::names).orElse(List.of()));
    }

    private static List<JsonKey> names(JsonValue value) {
        return isObject(value) ? value.asObject().getKeys() : List.of();
    }

    private static boolean isObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }
}
