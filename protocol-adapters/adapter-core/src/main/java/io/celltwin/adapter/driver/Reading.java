package io.celltwin.adapter.driver;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One property as a device gave it, or why it did not.
 *
 * @param property what was read
 * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a {@code List} of these or a {@code Map} of these
 *            by field, in which null stands for a field that is absent; in the property's unit; null exactly if the reading
 *            is bad
 * @param badReason the protocol's own reason why there is no good value, for example {@code illegal data address}
 * @param sourceTime when the value was taken
 * @param deviceClock whether {@code sourceTime} is the device's own; otherwise it is the time of reading
 */
public record Reading(
        ModelProperty property, Object value, Optional<String> badReason, Instant sourceTime, boolean deviceClock) {

    public Reading {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(sourceTime, "sourceTime");
        if ((value == null) != badReason.isPresent()) {
            throw new IllegalArgumentException("a reading has either a value or a reason: " + property.name());
        }
    }

    /**
     * @param property what was read
     * @param value the value, in the property's unit
     * @param readTime when it was read
     * @return a good reading from a device without a clock
     */
    public static Reading good(ModelProperty property, Object value, Instant readTime) {
        return new Reading(property, Objects.requireNonNull(value, "value"), Optional.empty(), readTime, false);
    }

    /**
     * @param property what was read
     * @param reason why there is no good value
     * @param readTime when it was read
     * @return a bad reading
     */
    public static Reading bad(ModelProperty property, String reason, Instant readTime) {
        return new Reading(property, null, Optional.of(reason), readTime, false);
    }

    /**
     * @return whether there is a value
     */
    public boolean isGood() {
        return badReason.isEmpty();
    }

    /**
     * @param reason why there is no good value
     * @return the bad reading of the same property and time
     */
    public Reading bad(String reason) {
        return new Reading(property, null, Optional.of(reason), sourceTime, deviceClock);
    }

    /**
     * @param time when the value was taken, by our clock
     * @return the same reading of that time
     */
    public Reading at(Instant time) {
        return new Reading(property, value, badReason, time, false);
    }
}
