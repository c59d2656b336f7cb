package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One value of a kind of thing: what it means, where it lives in the twin and how a device gives it.
 *
 * @param name the property's name in the twin
 * @param feature the twin's feature that holds it; empty for an attribute
 * @param title for people
 * @param schema the WoT data schema with our own terms, without the forms; treat it as read-only
 * @param semanticTypes the terms of {@code @type}, for example {@code cell:PackVoltage}
 * @param unit the unit, {@link Unit#NONE} if it has none
 * @param minimum smallest plausible value, in the unit
 * @param maximum largest plausible value, in the unit
 * @param dataClass who may see it
 * @param writable whether the device takes a new value for it
 * @param deadband a change smaller than this is not worth sending, in the unit; 0 sends every change
 * @param alarmLimits limits whose crossing is an alarm
 * @param forms the WoT forms as the model has them, each {@code href} still relative to the device's address; empty for a
 *        value that no device gives (an app writes it). Absolute ones: {@link ThingDescription#forms(ModelProperty)}
 */
public record ModelProperty(
        String name,
        Optional<String> feature,
        String title,
        JsonNode schema,
        Set<String> semanticTypes,
        Unit unit,
        Optional<Double> minimum,
        Optional<Double> maximum,
        DataClass dataClass,
        boolean writable,
        double deadband,
        List<AlarmLimit> alarmLimits,
        List<JsonNode> forms) {

    public ModelProperty {
        semanticTypes = Set.copyOf(semanticTypes);
        alarmLimits = List.copyOf(alarmLimits);
        forms = List.copyOf(forms);
    }

    /** JSON pointer of the value in the twin, {@code /features/<feature>/properties/<name>} or {@code /attributes/<name>}. */
    public String twinPath() {
        return feature.map(id -> "/features/" + id + "/properties/" + name).orElse("/attributes/" + name);
    }

    /** How it is made from another property, if it is. */
    public Optional<DerivedValue> derived() {
        return MeasurementReader.derived(schema);
    }

    /** How fast it can change at most, in its unit per second, if the model says so: what changes faster is no good value. */
    public OptionalDouble maximumRate() {
        return MeasurementReader.maximumRate(schema);
    }

    /** How long it may be before it is read again, in ms, if the model says so. */
    public OptionalLong maximumSilenceMs() {
        return MeasurementReader.maximumSilenceMs(schema);
    }

    /** Whether an adapter tells it: a device gives it, or it is made from what a device gives. */
    public boolean measured() {
        return !forms.isEmpty() || schema.has(MeasurementReader.DERIVED);
    }

    /** Whether the property carries this semantic type. */
    public boolean is(String semanticType) {
        return semanticTypes.contains(semanticType);
    }

    /** By its place in the twin: it is a key for every value that travels, and hashing the whole schema costs more than the rest. */
    @Override
    public int hashCode() {
        return 31 * feature.hashCode() + name.hashCode();
    }
}
