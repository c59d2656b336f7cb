package io.celltwin.model;

/**
 * A limit whose crossing raises an alarm in the twin.
 *
 * @param id the alarm's name in the twin, unique within a model
 * @param kind whether values above or below the limit raise the alarm
 * @param limit the limit, in the property's unit
 * @param hysteresis how far the value must come back inside before the alarm clears, in the property's unit, not negative
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param message what an operator reads
 */
public record AlarmLimit(String id, Kind kind, double limit, double hysteresis, String severity, String message) {

    /** The side of the limit that is bad. */
    public enum Kind {
        ABOVE,
        BELOW
    }
}
