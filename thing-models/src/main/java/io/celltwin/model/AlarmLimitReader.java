package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.AlarmLimit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code cell:alarmLimits} of a property and checks them on the way.
 *
 * @param numeric whether the property is a number
 * @param minimum smallest value of the property
 * @param maximum largest value of the property
 */
record AlarmLimitReader(boolean numeric, Optional<Double> minimum, Optional<Double> maximum) {

    private static final String ABOVE = "cell:above";
    private static final String BELOW = "cell:below";
    private static final String FASTER_THAN = "cell:fasterThan";
    private static final String EQUALS = "cell:equals";
    private static final Map<String, Kind> KINDS =
            Map.of(ABOVE, Kind.ABOVE, BELOW, Kind.BELOW, FASTER_THAN, Kind.RATE, EQUALS, Kind.STATE);
    private static final double LONGEST_DELAY_MS = 86_400_000;

    /** @param place the list's place; takes what is wrong */
    List<AlarmLimit> read(JsonNode limits, Problems.Place place) {
        List<AlarmLimit> read = new ArrayList<>();
        for (JsonNode limit : JsonText.items(limits)) {
            read.add(readOne(limit, place.child(read.size())));
        }
        return read;
    }

    private AlarmLimit readOne(JsonNode limit, Problems.Place place) {
        List<String> terms = KINDS.keySet().stream().filter(limit::has).sorted().toList();
        if (terms.size() != 1) {
            place.problem("needs either cell:above or cell:below or cell:fasterThan or cell:equals");
        }
        String term = terms.isEmpty() ? ABOVE : terms.get(0);
        Kind kind = KINDS.get(term);
        if (!numeric && kind != Kind.STATE) {
            place.problem("only a number can have alarm limits; another value has cell:equals");
        }
        double value =
                kind == Kind.STATE ? 0 : Members.number(limit, term, place).orElse(0.0);
        checkRange(kind, value, place.child(term));
        double hysteresis = Members.number(limit, "cell:hysteresis", place).orElse(0.0);
        if (hysteresis < 0) {
            place.child("cell:hysteresis").problem("must be 0 or more");
        }
        double delay = Members.number(limit, "cell:delay", place).orElse(0.0);
        if (delay < 0 || delay > LONGEST_DELAY_MS || delay != Math.rint(delay)) {
            place.child("cell:delay").problem("must be a whole number of ms, at most a day");
        }
        String severity = Members.text(limit, "cell:severity", place);
        if (!severity.isEmpty() && !Vocabulary.SEVERITIES.contains(severity)) {
            place.child("cell:severity").problem("'" + severity + "' is none of " + Vocabulary.SEVERITIES);
        }
        String id = Members.text(limit, "cell:id", place);
        if (!id.isEmpty() && !Members.isName(Placeholders.sample(id, "x"))) {
            place.child("cell:id").problem("an alarm's id must match " + Members.NAME);
        }
        return new AlarmLimit(
                id,
                kind,
                value,
                hysteresis,
                severity,
                Members.text(limit, "cell:message", place),
                (long) delay,
                limit.path("cell:latching").asBoolean(),
                kind == Kind.STATE ? states(limit.get(EQUALS), place.child(EQUALS)) : List.of());
    }

    private void checkRange(Kind kind, double value, Problems.Place place) {
        boolean ofValue = kind == Kind.ABOVE || kind == Kind.BELOW;
        if (ofValue
                && (minimum.filter(bound -> value < bound).isPresent()
                        || maximum.filter(bound -> value > bound).isPresent())) {
            place.problem("the limit " + value + " is outside the property's range");
        }
        if (kind == Kind.RATE && value <= 0) {
            place.problem("must be above 0");
        }
    }

    private static List<Object> states(JsonNode equals, Problems.Place place) {
        List<Object> states = new ArrayList<>();
        for (JsonNode state : JsonText.items(equals)) {
            if (state.isTextual()) {
                states.add(state.textValue());
            } else if (state.isBoolean()) {
                states.add(state.booleanValue());
            } else if (state.isIntegralNumber() && state.canConvertToLong()) {
                states.add(state.longValue());
            } else {
                place.problem("must be a text, true, false, a whole number or a list of these");
            }
        }
        return states;
    }
}
