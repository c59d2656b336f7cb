package io.celltwin.model.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a setting of a registration may be.
 *
 * @param name its name
 * @param kind of which kind it is
 * @param least the least number, where it is one
 * @param greatest the greatest number, where it is one
 * @param words the words that it may be; any text if there are none
 */
public record SettingRule(String name, Kind kind, long least, long greatest, List<String> words) {

    static final long DAY_MS = 86_400_000;

    /** What it looks like in JSON. */
    public enum Kind {
        WHOLE_NUMBER,
        FLAG,
        TEXT
    }

    static SettingRule milliseconds(String name) {
        return number(name, 1, DAY_MS);
    }

    static SettingRule number(String name, long least, long greatest) {
        return new SettingRule(name, Kind.WHOLE_NUMBER, least, greatest, List.of());
    }

    static SettingRule flag(String name) {
        return new SettingRule(name, Kind.FLAG, 0, 0, List.of());
    }

    static SettingRule text(String name, String... words) {
        return new SettingRule(name, Kind.TEXT, 0, 0, List.of(words));
    }

    Optional<String> problem(JsonNode value) {
        boolean fits = switch (kind) {
            case WHOLE_NUMBER ->
                value.isNumber()
                        && value.doubleValue() == Math.rint(value.doubleValue())
                        && value.doubleValue() >= least
                        && value.doubleValue() <= greatest;
            case FLAG -> value.isBoolean();
            case TEXT ->
                value.isTextual() && (words.isEmpty() || words.stream().anyMatch(value.textValue()::equalsIgnoreCase));
        };
        return fits ? Optional.empty() : Optional.of("setting %s must be %s".formatted(name, expected()));
    }

    private String expected() {
        return switch (kind) {
            case WHOLE_NUMBER -> "a whole number from %d to %d".formatted(least, greatest);
            case FLAG -> "true or false";
            case TEXT -> words.isEmpty() ? "a string" : "one of " + String.join(", ", words);
        };
    }
}
