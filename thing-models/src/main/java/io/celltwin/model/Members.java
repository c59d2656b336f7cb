package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes typed members out of a JSON object and reports those that are not what they should be. */
final class Members {

    /** What properties, features, instances and alarms are called: a key of the twin that needs no escapes. */
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private Members() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A text that must be there; empty if it is not. */
    static String text(JsonNode object, String member, Problems.Place place) {
        JsonNode value = object.get(member);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            place.problem("needs '" + member + "', a text");
            return "";
        }
        return value.textValue();
    }

    /** A number that may be there. */
    static Optional<Double> number(JsonNode object, String member, Problems.Place place) {
        JsonNode value = object.get(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            place.child(member).problem("must be a number");
            return Optional.empty();
        }
        return Optional.of(value.doubleValue());
    }
}
