package io.celltwin.twin.values;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.celltwin.state.EmbeddedJson;
import java.time.Instant;
import java.util.List;

/**
 * {@link KnownValues} as they are kept within the state of an app.
 *
 * @param values the last value of each property
 * @param observed when the values of each feature were last measured
 * @param bad twin paths of the properties whose quality is not good
 */
public record KnownValuesState(List<Value> values, List<Observation> observed, List<String> bad) {

    /**
     * The last value of a property: as a pair, since Ditto forbids slashes in keys.
     *
     * @param twinPath the property's place in the twin
     * @param value its value
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"twinPath", "value"})
    public record Value(String twinPath, EmbeddedJson value) {}

    /**
     * When the values of a feature were last measured, likewise.
     *
     * @param feature id of the feature
     * @param at when
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"feature", "at"})
    public record Observation(String feature, Instant at) {}

    public KnownValuesState {
        values = List.copyOf(values);
        observed = List.copyOf(observed);
        bad = List.copyOf(bad);
    }
}
