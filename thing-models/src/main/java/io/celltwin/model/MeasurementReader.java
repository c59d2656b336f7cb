package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Reads what a model says of how a property is measured: {@code cell:maximumRate}, {@code cell:maximumSilence} and
 * {@code cell:derived}.
 */
final class MeasurementReader {

    static final String DERIVED = "cell:derived";
    static final String MAXIMUM_RATE = "cell:maximumRate";
    static final String MAXIMUM_SILENCE = "cell:maximumSilence";

    private static final double SHORTEST_SILENCE_MS = 100;
    private static final double LONGEST_MS = 86_400_000;

    private MeasurementReader() {}

    /** Checks them. What is wrong is told to the property's place. */
    static void check(JsonNode definition, boolean numeric, boolean hasForms, Problems.Place place) {
        Members.number(definition, MAXIMUM_RATE, place)
                .filter(rate -> rate <= 0 || !numeric)
                .ifPresent(
                        rate -> place.child(MAXIMUM_RATE).problem("must be above 0, and only a number can have one"));
        Members.number(definition, MAXIMUM_SILENCE, place)
                .filter(silence -> silence < SHORTEST_SILENCE_MS || silence > LONGEST_MS)
                .ifPresent(silence -> place.child(MAXIMUM_SILENCE).problem("must be from 100 ms to a day"));
        JsonNode derived = definition.get(DERIVED);
        if (derived == null) {
            return;
        }
        Problems.Place here = place.child(DERIVED);
        if (!numeric || hasForms) {
            here.problem("only a number without forms can be derived");
        }
        if (!derived.isObject()) {
            here.problem("must be an object");
            return;
        }
        Members.text(derived, "cell:of", here);
        if (function(derived).isEmpty()) {
            here.child("cell:function")
                    .problem("must be one of "
                            + Arrays.stream(DerivedValue.Function.values())
                                    .map(DerivedValue.Function::term)
                                    .collect(Collectors.joining(", ")));
        }
        double window = Members.number(derived, "cell:window", here).orElse(0.0);
        if (window < 1 || window > LONGEST_MS) {
            here.child("cell:window").problem("must be a number of ms from 1 to a day");
        }
    }

    static Optional<DerivedValue> derived(JsonNode schema) {
        JsonNode derived = schema.path(DERIVED);
        return function(derived)
                .map(function -> new DerivedValue(
                        derived.path("cell:of").asText(),
                        function,
                        derived.path("cell:window").asLong()));
    }

    static OptionalDouble maximumRate(JsonNode schema) {
        return schema.path(MAXIMUM_RATE).isNumber()
                ? OptionalDouble.of(schema.get(MAXIMUM_RATE).doubleValue())
                : OptionalDouble.empty();
    }

    static OptionalLong maximumSilenceMs(JsonNode schema) {
        return schema.path(MAXIMUM_SILENCE).isNumber()
                ? OptionalLong.of(schema.get(MAXIMUM_SILENCE).longValue())
                : OptionalLong.empty();
    }

    private static Optional<DerivedValue.Function> function(JsonNode derived) {
        return Arrays.stream(DerivedValue.Function.values())
                .filter(function ->
                        function.term().equals(derived.path("cell:function").asText()))
                .findFirst();
    }
}
