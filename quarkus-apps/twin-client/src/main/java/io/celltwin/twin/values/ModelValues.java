package io.celltwin.twin.values;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/** The values that one change brought, looked up by what they mean in the thing's model instead of by path. */
public final class ModelValues {

    private static final String OBSERVED_AT = "observedAt";
    private static final String SOURCE_TIMES = "sourceTimes";
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
     * Every property of the model that has a value in this change. Walks the change, not the model: a change tells a few
     * values, a model has hundreds.
     *
     * @return values by property, in the order of the change
     */
    public Map<ModelProperty, JsonValue> all() {
        Map<ModelProperty, JsonValue> values = new LinkedHashMap<>();
        members(patch, "attributes").forEach(value -> put(values, "/attributes/" + value.getKeyName(), value));
        members(patch, "features").forEach(feature -> {
            String place = "/features/" + feature.getKeyName() + "/properties/";
            members(feature.getValue(), "properties").forEach(value -> put(values, place + value.getKeyName(), value));
        });
        return values;
    }

    /** What this change says about the quality of values: true where one is good again, false where it is not any more. */
    public Map<ModelProperty, Boolean> qualities() {
        Map<ModelProperty, Boolean> qualities = new LinkedHashMap<>();
        model.ifPresent(known -> members(patch, "features")
                .filter(feature -> ofFeature(feature.getValue(), QUALITY).isPresent())
                .flatMap(feature -> propertiesOf(known, feature.getKeyName()))
                .forEach(property -> good(property).ifPresent(good -> qualities.put(property, good))));
        return qualities;
    }

    /** The numbers among {@link #all()} that are finite. */
    public Map<ModelProperty, Double> numbers() {
        Map<ModelProperty, Double> numbers = new LinkedHashMap<>();
        all().forEach((property, value) -> finite(value).ifPresent(number -> numbers.put(property, number)));
        return numbers;
    }

    /** When the values of features were measured, by feature. */
    public Map<String, Instant> observations() {
        Map<String, Instant> observations = new LinkedHashMap<>();
        members(patch, "features")
                .forEach(feature -> ofFeature(feature.getValue(), OBSERVED_AT)
                        .filter(JsonValue::isString)
                        .flatMap(value -> instant(value.asString()))
                        .ifPresent(time -> observations.put(feature.getKeyName(), time)));
        return observations;
    }

    /** The own times of values that are not their feature's, by {@code <feature>/<property>}; empty where there is none any more. */
    Map<String, Optional<Instant>> sourceTimes() {
        Map<String, Optional<Instant>> times = new LinkedHashMap<>();
        members(patch, "features")
                .forEach(feature -> ofFeature(feature.getValue(), SOURCE_TIMES)
                        .filter(JsonValue::isObject)
                        .filter(value -> !value.isNull())
                        .ifPresent(ofProperties -> ofProperties
                                .asObject()
                                .forEach(time -> times.put(
                                        feature.getKeyName() + "/" + time.getKeyName(),
                                        Optional.of(time.getValue())
                                                .filter(JsonValue::isString)
                                                .flatMap(value -> instant(value.asString()))))));
        return times;
    }

    private static Stream<ModelProperty> propertiesOf(ThingModel model, String feature) {
        return model.properties().stream()
                .filter(property -> property.feature().filter(feature::equals).isPresent());
    }

    private static Optional<JsonValue> ofFeature(JsonValue feature, String name) {
        return members(feature, "properties")
                .filter(member -> member.getKeyName().equals(name))
                .map(JsonField::getValue)
                .findFirst();
    }

    private void put(Map<ModelProperty, JsonValue> values, String twinPath, JsonField value) {
        if (!value.getValue().isNull()) {
            model.flatMap(known -> known.property(twinPath))
                    .ifPresent(property -> values.put(property, value.getValue()));
        }
    }

    private static Stream<JsonField> members(JsonValue parent, String name) {
        return Optional.of(parent)
                .filter(value -> value.isObject() && !value.isNull())
                .flatMap(value -> value.asObject().getValue(name))
                .filter(value -> value.isObject() && !value.isNull())
                .map(value -> value.asObject().stream())
                .orElseGet(Stream::empty);
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
        return model.flatMap(known -> known.propertiesOfType(semanticType).stream()
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
     * When the value of a property was measured.
     *
     * @param property a property of the thing's model
     * @return its own source time in this change, else its feature's {@code observedAt}; empty if there is neither or it is no
     *         ISO-8601 instant
     */
    public Optional<Instant> observedAt(ModelProperty property) {
        return featureProperty(property, JsonPointer.of(SOURCE_TIMES).addLeaf(JsonKey.of(property.name())))
                .filter(JsonValue::isString)
                .or(() -> featureProperty(property, JsonPointer.of(OBSERVED_AT)))
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
                .flatMap(feature -> patch.getValue(
                        JsonPointer.of("features/" + feature + "/properties").append(path)));
    }

    static OptionalDouble finite(JsonValue value) {
        if (!value.isNumber()) {
            return OptionalDouble.empty();
        }
        double number = value.asDouble();
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
