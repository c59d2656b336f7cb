package io.celltwin.edge.thing;

import io.celltwin.edge.placeholder.EntityPlaceholder;
import io.celltwin.edge.placeholder.FeaturePlaceholder;
import io.celltwin.edge.placeholder.PartOfThing;
import io.celltwin.edge.placeholder.RequestPlaceholder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.Placeholder;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.placeholders.TimePlaceholder;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.placeholders.ResourcePlaceholder;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;

/**
 * The fields of its thing that are shown with a signal. They may hold placeholders with functions, as in Ditto:
 * {@code features/{{ feature:id }}/definition} stands for that field of each feature that the signal tells of. A field
 * whose placeholder comes to nothing is left out.
 */
public final class ExtraFields {
    private static final Placeholder<?>[] PLACEHOLDERS = {
        PlaceholderFactory.newHeadersPlaceholder(),
        EntityPlaceholder.ENTITY,
        EntityPlaceholder.THING,
        FeaturePlaceholder.INSTANCE,
        TopicPathPlaceholder.getInstance(),
        ResourcePlaceholder.getInstance(),
        TimePlaceholder.getInstance(),
        RequestPlaceholder.INSTANCE
    };

    private ExtraFields() {}

    /**
     * The fields of a list with commas.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none, or has a placeholder that is
     *         not known
     */
    public static ThingFieldSelector parse(String list) {
        return checked(DittoJsonException.wrapJsonRuntimeException(() -> ThingFieldSelector.fromString(list)));
    }

    /** The same fields, once it is known that each placeholder in them is understood. */
    public static ThingFieldSelector checked(ThingFieldSelector fields) {
        fields.getJsonFieldSelector().getPointers().stream()
                .filter(ExtraFields::hasPlaceholder)
                .forEach(field -> PlaceholderFilter.validate(field.toString(), PLACEHOLDERS));
        return fields;
    }

    /** The fields that are shown with a signal, without placeholders. */
    public static JsonFieldSelector of(JsonFieldSelector wanted, OfSignal signal) {
        if (wanted.getPointers().stream().noneMatch(ExtraFields::hasPlaceholder)) {
            return wanted;
        }
        ExpressionResolver resolver = signal.resolver();
        List<JsonPointer> fields = wanted.getPointers().stream()
                .flatMap(field -> hasPlaceholder(field)
                        ? resolver.resolve(field.toString()).toStream().map(JsonPointer::of)
                        : Stream.of(field))
                .toList();
        return fields.isEmpty() ? JsonFactory.emptyFieldSelector() : JsonFactory.newFieldSelector(fields);
    }

    private static boolean hasPlaceholder(JsonPointer field) {
        return field.toString().contains("{{");
    }

    /**
     * What placeholders may ask about a signal.
     *
     * @param thing the thing that it is about
     * @param path the part of the thing that it is about
     * @param value what it tells of that
     */
    public record OfSignal(
            ThingId thing, DittoHeaders headers, TopicPath topic, JsonPointer path, Optional<JsonValue> value) {
        private ExpressionResolver resolver() {
            return PlaceholderFactory.newExpressionResolver(
                    PlaceholderFactory.newPlaceholderResolver(PlaceholderFactory.newHeadersPlaceholder(), headers),
                    PlaceholderFactory.newPlaceholderResolver(EntityPlaceholder.ENTITY, thing),
                    PlaceholderFactory.newPlaceholderResolver(EntityPlaceholder.THING, thing),
                    PlaceholderFactory.newPlaceholderResolver(
                            FeaturePlaceholder.INSTANCE, new FeaturePlaceholder.Told(path, value)),
                    PlaceholderFactory.newPlaceholderResolver(TopicPathPlaceholder.getInstance(), topic),
                    PlaceholderFactory.newPlaceholderResolver(ResourcePlaceholder.getInstance(), new PartOfThing(path)),
                    PlaceholderFactory.newPlaceholderResolver(TimePlaceholder.getInstance(), new Object()),
                    PlaceholderFactory.newPlaceholderResolver(
                            RequestPlaceholder.INSTANCE, headers.getAuthorizationContext()));
        }
    }
}
