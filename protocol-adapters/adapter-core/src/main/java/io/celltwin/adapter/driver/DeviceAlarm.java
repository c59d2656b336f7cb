package io.celltwin.adapter.driver;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An alarm that the device itself raises, as it stands.
 *
 * @param id its name in the twin
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param message what an operator reads
 * @param state how it stands
 * @param since when it was raised
 * @param clearedAt when what raised it was over, though it stands still; empty while it is not
 * @param acknowledged who has acknowledged it; empty while nobody has
 * @param condition what the protocol says of it in its own words: {@code Boolean}, {@code Long}, {@code String} by name
 * @param deviceTime what time it was by the clock of the device when it told this; empty if {@code since} is by our clock
 */
public record DeviceAlarm(
        String id,
        String severity,
        String message,
        State state,
        Instant since,
        Optional<Instant> clearedAt,
        Optional<Acknowledged> acknowledged,
        Map<String, Object> condition,
        Optional<Instant> deviceTime) {

    public DeviceAlarm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(since, "since");
        condition = Map.copyOf(condition);
    }

    /**
     * @param other what was told of the same alarm before
     * @return whether both say the same
     */
    public boolean isSame(DeviceAlarm other) {
        return told().equals(other.told());
    }

    /**
     * @param dating makes times by our clock of those by the device's
     * @return the same alarm by our clock
     */
    public DeviceAlarm dated(UnaryOperator<Instant> dating) {
        return new DeviceAlarm(
                id,
                severity,
                message,
                state,
                dating.apply(since),
                clearedAt.map(dating),
                acknowledged.map(who -> new Acknowledged(who.by(), dating.apply(who.at()), who.note())),
                condition,
                Optional.empty());
    }

    /**
     * @param time when it was raised
     * @return the same alarm of that time
     */
    public DeviceAlarm since(Instant time) {
        return new DeviceAlarm(id, severity, message, state, time, clearedAt, acknowledged, condition, deviceTime);
    }

    private DeviceAlarm told() {
        return new DeviceAlarm(
                id, severity, message, state, since, clearedAt, acknowledged, condition, Optional.empty());
    }

    /** How an alarm stands. */
    public enum State {
        /** It holds, and nobody has acknowledged it. */
        ACTIVE,
        /** It holds, and somebody has. */
        ACKNOWLEDGED,
        /** Somebody has put it aside for a while. */
        SHELVED,
        /** It holds no more, but is to be seen still. */
        CLEARED
    }

    /**
     * Who has acknowledged an alarm.
     *
     * @param by who; empty if the device does not say
     * @param at when
     * @param note what that person said; empty if nothing
     */
    public record Acknowledged(Optional<String> by, Instant at, Optional<String> note) {}
}
