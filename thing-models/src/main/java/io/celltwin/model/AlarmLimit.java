package io.celltwin.model;

import java.util.List;

/**
 * A limit whose crossing raises an alarm in the twin.
 *
 * @param id the alarm's name in the twin, unique within a model
 * @param kind what raises the alarm
 * @param limit the limit, in the property's unit, for {@link Kind#RATE} per second; 0 for {@link Kind#STATE}
 * @param hysteresis how far the value must come back inside before the alarm clears, in the limit's unit, not negative
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param message what an operator reads
 * @param delayMs how long it must be so before the alarm is raised
 * @param latching whether the alarm stays, as one that has cleared, until somebody takes it away
 * @param states for {@link Kind#STATE} the values that raise the alarm: {@code Boolean}, {@code Long}, {@code Double} or
 *     {@code String}
 */
public record AlarmLimit(
        String id,
        Kind kind,
        double limit,
        double hysteresis,
        String severity,
        String message,
        long delayMs,
        boolean latching,
        List<Object> states) {

    public AlarmLimit {
        states = List.copyOf(states);
    }

    /** A limit that raises its alarm at once, and clears it as soon as the value is back. */
    public AlarmLimit(String id, Kind kind, double limit, double hysteresis, String severity, String message) {
        this(id, kind, limit, hysteresis, severity, message, 0, false, List.of());
    }

    /** What raises the alarm. */
    public enum Kind {
        /** A value above the limit. */
        ABOVE,
        /** A value below the limit. */
        BELOW,
        /** A value that changes faster than the limit, up or down. */
        RATE,
        /** One of some values. */
        STATE
    }

    /** Whether the limit is a value of the property, so that it can be drawn beside it. */
    public boolean isValue() {
        return kind == Kind.ABOVE || kind == Kind.BELOW;
    }
}
