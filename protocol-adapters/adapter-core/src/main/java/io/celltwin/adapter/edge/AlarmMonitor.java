package io.celltwin.adapter.edge;

import io.celltwin.model.AlarmLimit;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches one limit. The alarm is raised by a value beyond the limit and cleared by one that has come back by at least
 * the hysteresis, so that a value that hovers around the limit does not make the alarm chatter. Not thread-safe.
 */
final class AlarmMonitor {

    private final AlarmLimit limit;
    private Optional<ActiveAlarm> active = Optional.empty();

    AlarmMonitor(AlarmLimit limit) {
        this.limit = limit;
    }

    /**
     * Takes a good value.
     *
     * @return the change that the value makes, if it makes one
     */
    Optional<AlarmChange> accept(double value, Instant time) {
        if (active.isEmpty() && isBeyond(value)) {
            active = Optional.of(new ActiveAlarm(limit, time, value));
        } else if (active.isPresent() && isBack(value)) {
            active = Optional.empty();
        } else {
            return Optional.empty();
        }
        return Optional.of(state());
    }

    /**
     * @return the alarm as it is now
     */
    AlarmChange state() {
        return new AlarmChange(limit.id(), active);
    }

    private boolean isBeyond(double value) {
        return switch (limit.kind()) {
            case ABOVE -> value > limit.limit();
            case BELOW -> value < limit.limit();
        };
    }

    private boolean isBack(double value) {
        return switch (limit.kind()) {
            case ABOVE -> value <= limit.limit() - limit.hysteresis();
            case BELOW -> value >= limit.limit() + limit.hysteresis();
        };
    }
}
