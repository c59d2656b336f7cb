package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides when a value was taken, by our clock. A device's own time is better than the time of reading, but many devices have
 * none, or one that was never set.
 * <ul>
 * <li>If the device's clock is about right, its time is taken as it is, however old the value is.</li>
 * <li>If it is wrong, the value's age by that clock still counts: so much before the reading it was taken.</li>
 * <li>Where a value would be younger than now by more than the tolerance, or from before there were such devices, the time of
 * reading counts.</li>
 * <li>A value that has only just changed, with a time from before it was read last, is dated by that time none the less: a gateway may
 * have kept it back. Nobody but a person can tell.</li>
 * </ul>
 * Whatever is not as it should be, {@link #problem} says. Not thread-safe.
 */
public final class DeviceClock implements EdgeStage {

    /** OPC-UA's clocks begin in 1601, Unix's in 1970: a time before this one is that of a clock that was never set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** So many properties are named. */
    private static final int MOST_NAMED = 3;

    private final boolean ignored;
    private final Duration tolerance;
    private final PropertyStates<LastReading> last = new PropertyStates<>(property -> new LastReading());
    /** By how much the device's clock is ahead of ours, as it was told; null if it is right. */
    private Duration ahead;
    /** The properties whose last source time was impossible, and those whose last change came late. */
    private final Set<String> impossible = new TreeSet<>();

    private final Set<String> late = new TreeSet<>();

    /**
     * @param ignored true if the device's clock is never used
     * @param tolerance by how much a device's clock may differ from ours and still count as right
     */
    public DeviceClock(boolean ignored, Duration tolerance) {
        this.ignored = ignored;
        this.tolerance = tolerance;
    }

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        next.accept(reading.deviceTime()
                .map(deviceTime -> reading.at(time(reading, deviceTime, cycle.now())))
                .orElse(reading));
    }

    /**
     * @return what is wrong with the times that the device tells, fit for users; empty if nothing. The same until something changes
     */
    public Optional<String> problem() {
        List<String> problems = new ArrayList<>();
        if (ahead != null) {
            problems.add("the device's clock is %s %s: its values are dated by their age"
                    .formatted(text(ahead.abs()), ahead.isNegative() ? "behind" : "ahead"));
        }
        if (!impossible.isEmpty()) {
            problems.add("source times that cannot be, of %s: the time of reading counts".formatted(names(impossible)));
        }
        if (!late.isEmpty()) {
            problems.add(
                    "source times from before the last reading, of %s: a wrong clock behind the server, or values that came late"
                            .formatted(names(late)));
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /**
     * Dates something else than a value.
     *
     * @param source when it was, by the device's clock
     * @param device what time it was by the device's clock when it was told
     * @param now what time it was by ours
     * @return when it was, by our clock
     */
    public Instant dated(Instant source, Instant device, Instant now) {
        if (ignored || source.isBefore(EARLIEST) || source.isAfter(device.plus(tolerance))) {
            return now;
        }
        return Duration.between(now, device).abs().compareTo(tolerance) <= 0
                ? source
                : now.minus(Duration.between(source, device));
    }

    private Instant time(Reading reading, Instant device, Instant now) {
        if (ignored) {
            return now;
        }
        Duration difference = Duration.between(now, device);
        boolean right = difference.abs().compareTo(tolerance) <= 0;
        noteClock(right, difference);
        Instant source = reading.sourceTime();
        String name = reading.property().name();
        if (source.isBefore(EARLIEST) || source.isAfter(device.plus(tolerance))) {
            impossible.add(name);
            return now;
        }
        impossible.remove(name);
        Instant time = right ? source : now.minus(Duration.between(source, device));
        noteAge(reading, time, now);
        return time.isAfter(now.plus(tolerance)) ? now : time;
    }

    private void noteClock(boolean right, Duration difference) {
        if (right) {
            ahead = null;
        } else if (ahead == null || ahead.minus(difference).abs().compareTo(tolerance) > 0) {
            ahead = difference;
        }
    }

    private void noteAge(Reading reading, Instant time, Instant now) {
        LastReading before = last.of(reading.property());
        boolean changed = reading.value() != null && !reading.value().equals(before.value);
        if (changed) {
            if (before.at != null && time.isBefore(before.at.minus(tolerance))) {
                late.add(reading.property().name());
            } else {
                late.remove(reading.property().name());
            }
        }
        before.at = now;
        before.value = Objects.requireNonNullElse(reading.value(), before.value == null ? "" : before.value);
    }

    private static String names(Set<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? "%s and %d more".formatted(first, names.size() - MOST_NAMED) : first;
    }

    private static String text(Duration duration) {
        if (duration.toDays() > 0) {
            return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
                : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    /** The last reading of a property whose time was possible. */
    private static final class LastReading {

        private Instant at;
        private Object value;
    }
}
