package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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

    /** @param place the list's place; takes what is wrong */
    List<AlarmLimit> read(JsonNode limits, Problems.Place place) {
        List<AlarmLimit> read = new ArrayList<>();
        for (JsonNode limit : JsonText.items(limits)) {
            read.add(readOne(limit, place.child(read.size())));
        }
        return read;
    }

    private AlarmLimit readOne(JsonNode limit, Problems.Place place) {
        if (!numeric) {
            place.problem("only a number can have alarm limits");
        }
        boolean above = limit.has(ABOVE);
        String side = above ? ABOVE : BELOW;
        if (above == limit.has(BELOW)) {
            place.problem("needs either cell:above or cell:below");
        }
        double value = Members.number(limit, side, place).orElse(0.0);
        if (minimum.filter(bound -> value < bound).isPresent()
                || maximum.filter(bound -> value > bound).isPresent()) {
            place.child(side).problem("the limit " + value + " is outside the property's range");
        }
        double hysteresis = Members.number(limit, "cell:hysteresis", place).orElse(0.0);
        if (hysteresis < 0) {
            place.child("cell:hysteresis").problem("must be 0 or more");
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
                above ? AlarmLimit.Kind.ABOVE : AlarmLimit.Kind.BELOW,
                value,
                hysteresis,
                severity,
                Members.text(limit, "cell:message", place));
    }
}
