package io.celltwin.edge.thing;

import io.celltwin.edge.entity.Entity;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.protocol.UnknownPathException;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingResource;
import org.eclipse.ditto.things.model.signals.commands.exceptions.AttributeNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.AttributesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDefinitionNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDesiredPropertiesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDesiredPropertyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertiesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyIdNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingDefinitionNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;

/** Ditto's own error for each kind of trouble with a thing. */
final class ThingErrors {
    private static final JsonKey FEATURES = JsonKey.of("features");
    private static final int FEATURE_LEVELS = 2;

    private ThingErrors() {}

    /** The part of a thing at a path does not exist, or the asker must not know of it. */
    static DittoRuntimeException notFound(ThingId id, JsonPointer path, DittoHeaders headers) {
        ThingResource resource = ThingResource.from(path)
                .orElseThrow(() -> UnknownPathException.newBuilder(path)
                        .dittoHeaders(headers)
                        .build());
        String feature = path.get(1).map(CharSequence::toString).orElse("");
        return switch (resource) {
            case POLICY_ID ->
                PolicyIdNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build();
            case DEFINITION ->
                ThingDefinitionNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build();
            case ATTRIBUTES ->
                AttributesNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build();
            case ATTRIBUTE ->
                AttributeNotAccessibleException.newBuilder(id, below(path, 1))
                        .dittoHeaders(headers)
                        .build();
            case FEATURES ->
                FeaturesNotAccessibleException.newBuilder(id)
                        .dittoHeaders(headers)
                        .build();
            case FEATURE ->
                FeatureNotAccessibleException.newBuilder(id, feature)
                        .dittoHeaders(headers)
                        .build();
            case FEATURE_DEFINITION ->
                FeatureDefinitionNotAccessibleException.newBuilder(id, feature)
                        .dittoHeaders(headers)
                        .build();
            case FEATURE_PROPERTIES ->
                FeaturePropertiesNotAccessibleException.newBuilder(id, feature)
                        .dittoHeaders(headers)
                        .build();
            case FEATURE_PROPERTY ->
                FeaturePropertyNotAccessibleException.newBuilder(id, feature, below(path, 3))
                        .dittoHeaders(headers)
                        .build();
            case FEATURE_DESIRED_PROPERTIES ->
                FeatureDesiredPropertiesNotAccessibleException.newBuilder(id, feature)
                        .dittoHeaders(headers)
                        .build();
            case FEATURE_DESIRED_PROPERTY ->
                FeatureDesiredPropertyNotAccessibleException.newBuilder(id, feature, below(path, 3))
                        .dittoHeaders(headers)
                        .build();
            default -> thingNotFound(id, headers);
        };
    }

    /** The part of a thing at a path does not exist; of a feature that does not, the feature is told. */
    static DittoRuntimeException missing(Entity thing, ThingId id, JsonPointer path, DittoHeaders headers) {
        JsonPointer told = enclosingFeature(path)
                .filter(feature -> thing.at(feature).isEmpty())
                .orElse(path);
        return notFound(id, told, headers);
    }

    /** The feature that a path leads into, if it does. */
    static Optional<JsonPointer> enclosingFeature(JsonPointer path) {
        return path.getLevelCount() > FEATURE_LEVELS
                        && path.getRoot().filter(FEATURES::equals).isPresent()
                ? path.getPrefixPointer(FEATURE_LEVELS)
                : Optional.empty();
    }

    static DittoRuntimeException thingNotFound(ThingId id, DittoHeaders headers) {
        return ThingNotAccessibleException.newBuilder(id).dittoHeaders(headers).build();
    }

    /** The thing exists, but nothing says any more who may do what with it. */
    static DittoRuntimeException policyGone(ThingId id, PolicyId policyId, boolean modifying, DittoHeaders headers) {
        String message = "The Thing with ID '" + id + "' could not be accessed as its Policy with ID '" + policyId
                + "' is not or no longer existing.";
        String description = "Create the Policy with ID '" + policyId + "' to get access to the Thing again.";
        return modifying
                ? ThingNotModifiableException.newBuilder(id)
                        .message(message)
                        .description(description)
                        .dittoHeaders(headers)
                        .build()
                : ThingNotAccessibleException.newBuilder(id)
                        .message(message)
                        .description(description)
                        .dittoHeaders(headers)
                        .build();
    }

    private static JsonPointer below(JsonPointer path, int level) {
        return path.getSubPointer(level).orElseThrow();
    }
}
