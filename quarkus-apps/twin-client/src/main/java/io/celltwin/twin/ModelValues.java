package io.celltwin.twin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;

/** The values that one change brought, looked up by what they mean in the thing's model instead of by path. */
public final class ModelValues {

    private static final String OBSERVED_AT = "observedAt";
    private static final String QUALITY = "quality";

    private final JsonObject patch;
    private final Optional<ThingModel> model;

    private ModelValues(JsonObject patch, Optional<ThingModel> model) {
        this.patch = patch;
        this.model = model;
    }

    /**
     * @param change a change of a thing
     * @return the values in it; none if the thing's model is unknown
     */
    public static ModelValues of(TwinChange change) {
        return new ModelValues(change.patch(), change.model());
    }

    /**
     * Every property of the model that has a value in this change.
     *
     * @return values by property, in the model's order
     */
    public Map<ModelProperty, JsonValue> all() {
        var values = new LinkedHashMap<ModelProperty, JsonValue>();
        model.ifPresent(known -> known.properties()
                .forEach(
                        property -> value(property).ifPresent(value -> values.put(property, value))));
        return values;
    }

    /**
     * The value of one property.
     *
     * @param property a property of the thing's model
     * @return its new value; empty if this change did not touch it or removed it
     */
    public Optional<JsonValue> value(ModelProperty property) {
        return patch.getValue(JsonPointer.of(property.twinPath())).filter(value -> !value.isNull());
    }

    /**
     * The value of the first property with a semantic type.
     *
     * @param semanticType for example {@code cell:PackCurrent}
     * @return its new value; empty if this change has none
     */
    public Optional<JsonValue> first(String semanticType) {
        return model.flatMap(known -> known.propertiesOfType(semanticType)
                .stream()
                .flatMap(property -> value(property).stream())
                .findFirst());
    }

    /**
     * The number in one property.
     *
     * @param property a property of the thing's model
     * @return its new value if it is a finite number, else empty
     */
    public OptionalDouble number(ModelProperty property) {
        return value(property).map(ModelValues::finite).orElseGet(OptionalDouble::empty);
    }

    /**
     * The number in the first property with a semantic type.
     *
     * @param semanticType for example {@code cell:PackCurrent}
     * @return its new value if it is a finite number, else empty
     */
    public OptionalDouble number(String semanticType) {
        return first(semanticType).map(ModelValues::finite).orElseGet(OptionalDouble::empty);
    }

    /**
     * When the values of a property's feature were measured.
     *
     * @param property a property of the thing's model
     * @return the feature's {@code observedAt} in this change; empty if it is not in it or is no ISO-8601 instant
     */
    public Optional<Instant> observedAt(ModelProperty property) {
        return featureProperty(property, JsonPointer.of(OBSERVED_AT))
                .filter(JsonValue::isString)
                .flatMap(value -> instant(value.asString()));
    }

    /**
     * What this change says about the quality of a property's value.
     *
     * @param property a property of the thing's model
     * @return true if the value is good again, false if it is not good any more; empty if nothing is said
     */
    public Optional<Boolean> good(ModelProperty property) {
        return featureProperty(property, JsonPointer.of(QUALITY))
                .flatMap(quality -> quality.isNull() || !quality.isObject()
                        ? Optional.of(quality)
                        : quality.asObject().getValue(JsonPointer.of(property.name())))
                .map(JsonValue::isNull);
    }

    private Optional<JsonValue> featureProperty(ModelProperty property, JsonPointer path) {
        return property.feature()
                .flatMap(
                        feature -> patch.getValue(JsonPointer.of("features/" + feature + "/properties").append(path)));
    }

    static OptionalDouble finite(JsonValue value) {
        if (!value.isNumber()) {
            return OptionalDouble.empty();
        }
        var number = value.asDouble();
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
