package io.celltwin.twin.values;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

/**
 * What is known of one thing's values, kept up to date by its changes: changes tell only what is new, so that whoever needs
 * several values at once needs the last of each. A value whose quality is not good counts as unknown until it is good again.
 */
public final class KnownValues {

    private static final String VALUES = "values";
    private static final String OBSERVED = "observed";
    private static final String BAD = "bad";

    private final Map<String, JsonValue> values = new HashMap<>();
    private final Map<String, Instant> observed = new HashMap<>();
    private final Set<String> bad = new HashSet<>();

    /**
     * Takes the values of a change.
     *
     * @param change the thing's next change
     */
    public void apply(TwinChange change) {
        if (change.snapshot() || change.deleted()) {
            values.clear();
            observed.clear();
            bad.clear();
        }
        ModelValues changed = ModelValues.of(change);
        changed.all().forEach((property, value) -> values.put(property.twinPath(), value));
        changed.qualities().forEach(this::markQuality);
        observed.putAll(changed.observations());
    }

    private void markQuality(ModelProperty property, boolean good) {
        if (good) {
            bad.remove(property.twinPath());
        } else {
            bad.add(property.twinPath());
        }
    }

    /**
     * The last value of a property.
     *
     * @param property a property of the thing's model
     * @return its value; empty while it is unknown or not good
     */
    public Optional<JsonValue> value(ModelProperty property) {
        return bad.contains(property.twinPath())
                ? Optional.empty()
                : Optional.ofNullable(values.get(property.twinPath()));
    }

    /**
     * The last value of a numeric property.
     *
     * @param property a property of the thing's model
     * @return its value if it is a finite number; empty while it is unknown or not good
     */
    public OptionalDouble number(ModelProperty property) {
        return value(property).map(ModelValues::finite).orElseGet(OptionalDouble::empty);
    }

    /**
     * When the values of a property's feature were last measured.
     *
     * @param property a property of the thing's model
     * @return the feature's last {@code observedAt}
     */
    public Optional<Instant> observedAt(ModelProperty property) {
        return Optional.ofNullable(observed.get(property.feature().orElse("")));
    }

    /**
     * Everything known, to go on with elsewhere.
     *
     * @return JSON for {@link #of}
     */
    public JsonObject toJson() {
        JsonObjectBuilder json = JsonObject.newBuilder();
        json.set(VALUES, pairs(values, value -> value));
        json.set(OBSERVED, pairs(observed, time -> JsonValue.of(time.toString())));
        json.set(BAD, bad.stream().map(JsonValue::of).collect(JsonCollectors.valuesToArray()));
        return json.build();
    }

    /**
     * What was known elsewhere.
     *
     * @param json as {@link #toJson} gave it
     * @return the same knowledge
     * @throws RuntimeException if the JSON is something else
     */
    public static KnownValues of(JsonObject json) {
        KnownValues known = new KnownValues();
        entries(json, VALUES).forEach(entry -> known.values.put(entry.name(), entry.value()));
        entries(json, OBSERVED)
                .forEach(entry -> known.observed.put(
                        entry.name(), Instant.parse(entry.value().asString())));
        json.getValue(BAD).orElseThrow().asArray().forEach(path -> known.bad.add(path.asString()));
        return known;
    }

    private record Entry(String name, JsonValue value) {}

    /** As a list of pairs: names are paths, and Ditto forbids slashes in keys. */
    private static <T> JsonArray pairs(Map<String, T> map, Function<T, JsonValue> json) {
        return map.entrySet().stream()
                .map(entry -> JsonArray.newBuilder()
                        .add(entry.getKey())
                        .add(json.apply(entry.getValue()))
                        .build())
                .collect(JsonCollectors.valuesToArray());
    }

    private static Stream<Entry> entries(JsonObject json, String name) {
        return json.getValue(name).orElseThrow().asArray().stream()
                .map(JsonValue::asArray)
                .map(pair -> new Entry(
                        pair.get(0).orElseThrow().asString(), pair.get(1).orElseThrow()));
    }
}
