package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads a twin: a measured value has the time at which it was measured, and says why it cannot be believed. */
final class TwinReading {
    /** The feature of the passport. */
    static final String PASSPORT = "/features/passport/properties/";

    private final JsonNode twin;

    /** @param twin the whole twin as Ditto's JSON */
    TwinReading(JsonNode twin) {
        this.twin = twin;
    }

    /** What stands at that place, an RFC 6901 pointer; empty for nothing and for null. */
    Optional<JsonNode> value(String place) {
        JsonNode value = twin.at(place);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** A number that a device or an app has measured; empty if there is none. */
    Optional<Measured> measurement(String feature, String property) {
        String properties = "/features/" + feature + "/properties/";
        String time = value(properties + "sourceTimes/" + property)
                .or(() -> value(properties + "observedAt"))
                .map(JsonNode::asText)
                .orElse("");
        String problem = value(properties + "quality/" + property)
                .map(quality -> " is not good: " + quality.asText())
                .orElse(time.isEmpty() ? " has no time" : "");
        return value(properties + property)
                .filter(TwinReading::isFinite)
                .map(number -> new Measured(number.decimalValue(), time, problem));
    }

    /** The energy that went in and came out of the battery, in kWh, at the older of their times; empty unless both are good. */
    Optional<Measured> energyThroughput() {
        Optional<Measured> out = measurement("bms", "dischargedEnergy").filter(Measured::isGood);
        Optional<Measured> in = measurement("bms", "chargedEnergy").filter(Measured::isGood);
        if (out.isEmpty() || in.isEmpty()) {
            return Optional.empty();
        }
        String older = out.get().time().compareTo(in.get().time()) < 0
                ? out.get().time()
                : in.get().time();
        BigDecimal wattHours = out.get().value().add(in.get().value());
        return Optional.of(new Measured(wattHours.movePointLeft(3), older, ""));
    }

    /** JSON has numbers beyond those that a double holds. */
    static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }
}
