package io.celltwin.twin.values;

import io.celltwin.model.ModelProperty;
import io.celltwin.state.EmbeddedJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonValue;

/**
 * What is known of one thing's values, kept up to date by its changes: changes tell only what is new, so that whoever needs
 * several values at once needs the last of each. A value whose quality is not good counts as unknown until it is good again.
 */
public final class KnownValues {

    private final Map<String, JsonValue> values = new HashMap<>();
    /** By feature, and by {@code <feature>/<property>} for values that have a time of their own. */
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
        changed.sourceTimes()
                .forEach((property, time) ->
                        time.ifPresentOrElse(at -> observed.put(property, at), () -> observed.remove(property)));
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
     * When the value of a property was last measured.
     *
     * @param property a property of the thing's model
     * @return its own source time, else its feature's last {@code observedAt}
     */
    public Optional<Instant> observedAt(ModelProperty property) {
        String feature = property.feature().orElse("");
        return Optional.ofNullable(observed.get(feature + "/" + property.name()))
                .or(() -> Optional.ofNullable(observed.get(feature)));
    }

    /** Returns everything known, to go on with elsewhere. */
    public KnownValuesState state() {
        return new KnownValuesState(
                values.entrySet().stream()
                        .map(entry -> new KnownValuesState.Value(
                                entry.getKey(),
                                new EmbeddedJson(entry.getValue().toString())))
                        .toList(),
                observed.entrySet().stream()
                        .map(entry -> new KnownValuesState.Observation(entry.getKey(), entry.getValue()))
                        .toList(),
                List.copyOf(bad));
    }

    /** Returns what was known elsewhere. */
    public static KnownValues of(KnownValuesState state) {
        KnownValues known = new KnownValues();
        state.values()
                .forEach(value -> known.values.put(
                        value.twinPath(), JsonFactory.readFrom(value.value().text())));
        state.observed().forEach(observation -> known.observed.put(observation.feature(), observation.at()));
        known.bad.addAll(state.bad());
        return known;
    }
}
