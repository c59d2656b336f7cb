package io.celltwin.edge.wot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * What a thing of a model has at least, as Ditto makes it: an attribute for each property of the model, a feature for each
 * submodel. The value of a property that is not optional is its {@code const}, else its {@code default}, else what its
 * type has for nothing: 0, an empty text, an object with its required members.
 */
final class ThingSkeleton {
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    private final ModelResolver resolver;

    ThingSkeleton(ModelResolver resolver) {
        this.resolver = resolver;
    }

    /** The skeleton by the model at a URL. */
    JsonObject of(String url) {
        JsonObject model = resolver.resolve(url);
        JsonObjectBuilder thing = JsonObject.newBuilder().set("definition", url);
        values(model).ifPresent(attributes -> thing.set("attributes", attributes));
        List<JsonObject> submodels = ModelResolver.links(model, ModelResolver.SUBMODEL);
        if (!submodels.isEmpty()) {
            thing.set("features", features(submodels, url));
        }
        return thing.build();
    }

    private JsonObject features(List<JsonObject> submodels, String url) {
        JsonObject features = JsonObject.empty();
        for (JsonObject link : submodels) {
            String name = link.getValue("instanceName")
                    .filter(JsonValue::isString)
                    .map(JsonValue::asString)
                    .orElseThrow(() -> ModelErrors.invalid(
                            "The required 'instanceName' field of the 'tm:submodel' link was not provided."));
            JsonPointer key = JsonPointer.empty().addLeaf(JsonKey.of(name));
            if (features.contains(key)) {
                throw ModelErrors.invalid("Two submodels of the WoT ThingModel are called '" + name + "'.");
            }
            features = features.setValue(key, feature(ModelResolver.href(link, url)));
        }
        return features;
    }

    private JsonObject feature(String url) {
        JsonObject model = resolver.resolve(url);
        JsonArray definition = Stream.concat(Stream.of(url), resolver.extendedBy(url).stream())
                .map(JsonValue::of)
                .collect(JsonCollectors.valuesToArray());
        JsonObjectBuilder feature = JsonObject.newBuilder().set("definition", definition);
        values(model).ifPresent(properties -> feature.set("properties", properties));
        return feature.build();
    }

    private static Optional<JsonObject> values(JsonObject model) {
        Set<String> optional = model.getValue("tm:optional").filter(JsonValue::isArray).stream()
                .flatMap(list -> list.asArray().stream())
                .map(JsonValue::formatAsString)
                .collect(Collectors.toSet());
        return objectAt(model, "properties").map(properties -> {
            JsonObject values = JsonObject.empty();
            for (JsonField property : properties) {
                if (optional.contains("/properties/" + property.getKeyName())
                        || !property.getValue().isObject()) {
                    continue;
                }
                JsonObject schema = property.getValue().asObject();
                JsonPointer name = JsonPointer.empty().addLeaf(property.getKey());
                JsonPointer place = category(schema)
                        .map(group -> group.addLeaf(property.getKey()))
                        .orElse(name);
                Optional<JsonValue> value = initial(schema);
                if (value.isPresent()) {
                    values = values.setValue(place, value.get());
                }
            }
            return values;
        });
    }

    private static Optional<JsonPointer> category(JsonObject schema) {
        return schema.getValue(JsonPointer.empty().addLeaf(JsonKey.of("ditto:category")))
                .filter(JsonValue::isString)
                .map(name -> JsonPointer.empty().addLeaf(JsonKey.of(name.asString())));
    }

    private static Optional<JsonValue> initial(JsonObject schema) {
        return schema.getValue("const")
                .or(() -> schema.getValue("default"))
                .or(() -> schema.getValue("type")
                        .filter(JsonValue::isString)
                        .flatMap(type -> neutral(type.asString(), schema)));
    }

    private static Optional<JsonValue> neutral(String type, JsonObject schema) {
        return Optional.ofNullable(
                switch (type) {
                    case "boolean" -> JsonValue.of(false);
                    case "integer" -> JsonValue.of(0);
                    case "number" -> JsonValue.of(0.0);
                    case "string" -> JsonValue.of(text(schema));
                    case "array" -> JsonArray.empty();
                    case "null" -> JsonValue.nullLiteral();
                    case "object" -> required(schema);
                    default -> null;
                });
    }

    private static String text(JsonObject schema) {
        return switch (schema.getValue("format").map(JsonValue::formatAsString).orElse("")) {
            case "date-time" -> EPOCH;
            case "date" -> EPOCH.substring(0, 10);
            case "time" -> EPOCH.substring(11);
            default -> "";
        };
    }

    private static JsonObject required(JsonObject schema) {
        Optional<JsonObject> members = objectAt(schema, "properties");
        JsonObject value = JsonObject.empty();
        for (JsonValue name : schema.getValue("required")
                .filter(JsonValue::isArray)
                .map(JsonValue::asArray)
                .orElseGet(JsonArray::empty)) {
            JsonPointer key = JsonPointer.empty().addLeaf(JsonKey.of(name.formatAsString()));
            Optional<JsonObject> member = members.flatMap(all -> all.getValue(key))
                    .filter(found -> found.isObject() && !found.isNull())
                    .map(JsonValue::asObject);
            if (member.isPresent()) {
                value = value.setValue(key, initial(member.get()).orElseGet(JsonValue::nullLiteral));
            }
        }
        return value;
    }

    private static Optional<JsonObject> objectAt(JsonObject json, String name) {
        return json.getValue(name)
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject);
    }
}
