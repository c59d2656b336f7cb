package io.celltwin.adapter.driver;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One property as a device gave it, or why it did not. It is good (a value and no reason), uncertain (a value and a reason why it
 * may be wrong) or bad (no value and a reason).
 *
 * @param property what was read
 * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a {@code List} of these or a {@code Map} of these
 *            by field, in which null stands for a field that is absent; in the property's unit; null exactly if the reading
 *            is bad
 * @param badReason the protocol's own reason why there is no good value, for example {@code illegal data address}
 * @param sourceTime when the value was taken
 * @param deviceTime if {@code sourceTime} is the device's own: what time it was by the clock of the device when the value was asked
 *            for, so that a value which is old can be told from a clock which is wrong; empty if {@code sourceTime} is the time of
 *            reading
 */
public record Reading(
        ModelProperty property,
        Object value,
        Optional<String> badReason,
        Instant sourceTime,
        Optional<Instant> deviceTime) {

    public Reading {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(sourceTime, "sourceTime");
        Objects.requireNonNull(deviceTime, "deviceTime");
        if (value == null && badReason.isEmpty()) {
            throw new IllegalArgumentException("a reading has a value or a reason: " + property.name());
        }
    }

    /**
     * A reading of a device that does not tell what time it is when it is asked.
     *
     * @param property what was read
     * @param value the value, in the property's unit; null if there is none
     * @param badReason why there is no good value
     * @param sourceTime when the value was taken
     * @param deviceClock whether {@code sourceTime} is the device's own; the value then counts as taken just now by that clock
     */
    public Reading(
            ModelProperty property, Object value, Optional<String> badReason, Instant sourceTime, boolean deviceClock) {
        this(property, value, badReason, sourceTime, deviceClock ? Optional.of(sourceTime) : Optional.empty());
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
     * @return whether there is a value and nothing is said against it
     */
    public boolean isGood() {
        return badReason.isEmpty();
    }

    /**
     * @return whether there is a value that may be wrong
     */
    public boolean isUncertain() {
        return value != null && badReason.isPresent();
    }

    /**
     * @return whether {@code sourceTime} is the device's own
     */
    public boolean deviceClock() {
        return deviceTime.isPresent();
    }

    /**
     * @param reason why there is no good value
     * @return the bad reading of the same property and time
     */
    public Reading bad(String reason) {
        return new Reading(property, null, Optional.of(reason), sourceTime, deviceTime);
    }

    /**
     * @param other the same value in another form
     * @return the same reading with it
     */
    public Reading with(Object other) {
        return new Reading(property, other, badReason, sourceTime, deviceTime);
    }

    /**
     * @param time when the value was taken, by our clock
     * @return the same reading of that time
     */
    public Reading at(Instant time) {
        return new Reading(property, value, badReason, time, Optional.empty());
    }
}
