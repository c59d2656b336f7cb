package io.celltwin.adapter.edge;

import io.celltwin.model.AlarmLimit;
import io.celltwin.model.AlarmLimit.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one limit. The alarm is raised by a value beyond the limit, at once or when values have been so for the delay, and cleared by
 * one that has come back by at least the hysteresis, so that a value that hovers around the limit does not make the alarm chatter. An
 * alarm that latches is to be seen still when it is cleared, until somebody takes it away in the twin. Not thread-safe.
 * <p>
 * Until a value was seen on the good side of the hysteresis, the twin may have the alarm from a former process, or from the replica that
 * served the device before. What is raised till then is perhaps that alarm, and a value within the hysteresis says nothing about it.
 */
final class AlarmMonitor {

    private final AlarmLimit limit;
    private Optional<ActiveAlarm> active = Optional.empty();
    /** What is beyond the limit, not yet for long enough. */
    private Optional<ActiveAlarm> pending = Optional.empty();
    /** Since when it is so, by our clock. */
    private Instant pendingSince;
    /** Whether the value was ever seen where the alarm cannot stand. */
    private boolean seenBack;
    /** The last number, for its rate. */
    private double lastNumber;

    private Instant lastTime;

    AlarmMonitor(AlarmLimit limit) {
        this.limit = limit;
    }

    /**
     * Takes a good value.
     *
     * @param value the value
     * @param time when it was observed
     * @param now the present, by which delays are counted
     * @return the change that the value makes, if it makes one
     */
    Optional<AlarmChange> accept(Object value, Instant time, Instant now) {
        Optional<Double> measure = measure(value, time);
        boolean beyond = measure.map(this::isBeyond).orElse(false);
        boolean back = measure.map(this::isBack).orElse(false);
        if (active.isPresent()) {
            return back ? Optional.of(clear(time)) : Optional.empty();
        }
        seenBack |= back;
        if (!beyond) {
            pending = measure.isPresent() ? Optional.empty() : pending;
            return Optional.empty();
        }
        if (pending.isEmpty()) {
            pending = Optional.of(new ActiveAlarm(limit, time, told(value)));
            pendingSince = now;
        }
        return timePassed(now);
    }

    /**
     * @param now the present
     * @return the change that the passing of time makes, if it makes one
     */
    Optional<AlarmChange> timePassed(Instant now) {
        if (pending.isEmpty() || Duration.between(pendingSince, now).toMillis() < limit.delayMs()) {
            return Optional.empty();
        }
        active = pending;
        pending = Optional.empty();
        return Optional.of(raised());
    }

    /**
     * @return the alarm as it is now; empty if that is not known: a cleared alarm that latches may have been taken away in the twin,
     *         or be one of a former process, and one that does not may stand from a former process
     */
    Optional<AlarmChange> state() {
        if (active.isPresent()) {
            return Optional.of(raised());
        }
        return limit.latching() || !seenBack
                ? Optional.empty()
                : Optional.of(new AlarmChange(limit.id(), Optional.empty()));
    }

    private AlarmChange raised() {
        return new AlarmChange(limit.id(), active, Optional.empty(), !seenBack);
    }

    private AlarmChange clear(Instant time) {
        Optional<ActiveAlarm> cleared = active;
        boolean perhapsOlder = !seenBack;
        active = Optional.empty();
        seenBack = true;
        return limit.latching()
                ? new AlarmChange(limit.id(), cleared, Optional.of(time), perhapsOlder)
                : new AlarmChange(limit.id(), Optional.empty());
    }

    /** What is held against the limit: the value, its rate, or 1 for a state that raises the alarm and 0 for one that does not. */
    private Optional<Double> measure(Object value, Instant time) {
        if (limit.kind() == Kind.STATE) {
            return Optional.of(isState(value) ? 1.0 : 0.0);
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        return limit.kind() == Kind.RATE ? rate(number.doubleValue(), time) : Optional.of(number.doubleValue());
    }

    private Optional<Double> rate(double number, Instant time) {
        double before = lastNumber;
        Instant beforeTime = lastTime;
        lastNumber = number;
        lastTime = time;
        if (beforeTime == null || !time.isAfter(beforeTime)) {
            return Optional.empty();
        }
        return Optional.of(
                Math.abs(number - before) / (Duration.between(beforeTime, time).toNanos() / 1e9));
    }

    private boolean isState(Object value) {
        return limit.states().stream()
                .anyMatch(state -> state instanceof Number wanted && value instanceof Number number
                        ? wanted.doubleValue() == number.doubleValue()
                        : state.equals(value));
    }

    private boolean isBeyond(double measure) {
        return switch (limit.kind()) {
            case ABOVE, RATE -> measure > limit.limit();
            case BELOW -> measure < limit.limit();
            case STATE -> measure == 1;
        };
    }

    private boolean isBack(double measure) {
        return switch (limit.kind()) {
            case ABOVE, RATE -> measure <= limit.limit() - limit.hysteresis();
            case BELOW -> measure >= limit.limit() + limit.hysteresis();
            case STATE -> measure == 0;
        };
    }

    private static Object told(Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
    }
}
