package io.celltwin.adapter.driver;

import java.util.Objects;
import java.util.Optional;

/**
 * Tells a device that somebody has seen one of its alarms, or has dealt with it.
 *
 * @param alarm the alarm's id in the twin
 * @param step which of both
 * @param comment what the person says; empty if nothing
 */
public record AlarmAcknowledgement(String alarm, Step step, Optional<String> comment) {

    public AlarmAcknowledgement {
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(comment, "comment");
    }

    /** What an operator does with an alarm (IEC 62682). */
    public enum Step {
        /** Somebody has seen it. */
        ACKNOWLEDGE,
        /** What was to be done about it is done. */
        CONFIRM
    }
}
