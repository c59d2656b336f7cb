package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.DerivedValue;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Makes values from what others were lately, as their model says. They pass on as readings of their own, behind those that they are
 * made from, with the time of the newest of these. While their source is not good, they are not.
 */
final class DerivedValues implements EdgeStage {

    /** So many numbers of one source are remembered at most, whatever the window. */
    static final int MOST_NUMBERS = 4096;

    private final Map<Source, SourceWindow> windows = new HashMap<>();

    /**
     * @param properties those of the device's model
     */
    DerivedValues(List<ModelProperty> properties) {
        for (ModelProperty property : properties) {
            property.derived()
                    .ifPresent(derived -> windows.computeIfAbsent(
                                    new Source(property.feature(), derived.source()), source -> new SourceWindow())
                            .add(property, derived));
        }
    }

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (!windows.isEmpty()) {
            SourceWindow window = windows.get(
                    new Source(reading.property().feature(), reading.property().name()));
            if (window != null) {
                window.accept(reading);
            }
        }
        next.accept(reading);
    }

    @Override
    public void cycleEnded(EdgeCycle cycle, Consumer<Reading> next) {
        windows.values().forEach(window -> window.tell(next));
    }

    private record Source(Optional<String> feature, String name) {}

    private record Derived(ModelProperty property, DerivedValue how) {}

    /** The latest numbers of a source, in a ring that grows until it has all that the longest window needs. */
    private static final class SourceWindow {

        private final List<Derived> derived = new ArrayList<>();
        private long longestMs;
        private Instant[] times = new Instant[64];
        private double[] numbers = new double[64];
        private int first;
        private int count;
        /** The reading that came last and was not worked off yet; null if there is none. */
        private Reading untold;

        private void add(ModelProperty property, DerivedValue how) {
            derived.add(new Derived(property, how));
            longestMs = Math.max(longestMs, how.windowMs());
        }

        private void accept(Reading reading) {
            untold = reading;
            if (reading.isGood() && reading.value() instanceof Number number) {
                forgetBefore(reading.sourceTime().minusMillis(longestMs));
                append(reading.sourceTime(), number.doubleValue());
            }
        }

        private void tell(Consumer<Reading> next) {
            Reading newest = untold;
            untold = null;
            if (newest == null) {
                return;
            }
            for (Derived each : derived) {
                next.accept(
                        newest.isGood()
                                ? value(each, newest.sourceTime())
                                : Reading.bad(
                                        each.property(), each.how().source() + " is not good", newest.sourceTime()));
            }
        }

        private Reading value(Derived each, Instant newest) {
            Instant oldest = newest.minusMillis(each.how().windowMs());
            double[] seconds = new double[count];
            double[] values = new double[count];
            int taken = 0;
            for (int i = 0; i < count; i++) {
                int at = (first + i) % numbers.length;
                if (times[at].isAfter(oldest) && !times[at].isAfter(newest)) {
                    seconds[taken] = Duration.between(oldest, times[at]).toNanos() / 1e9;
                    values[taken] = numbers[at];
                    taken++;
                }
            }
            OptionalDouble value = taken == 0
                    ? OptionalDouble.empty()
                    : new WindowStatistics(seconds, values, taken).of(each.how().function());
            return value.isPresent()
                    ? Reading.good(each.property(), value.getAsDouble(), newest)
                    : Reading.bad(each.property(), "too few different values in the window", newest);
        }

        private void forgetBefore(Instant oldest) {
            while (count > 0 && !times[first].isAfter(oldest)) {
                times[first] = null;
                first = (first + 1) % numbers.length;
                count--;
            }
        }

        private void append(Instant time, double number) {
            if (count == numbers.length) {
                if (count < MOST_NUMBERS) {
                    grow();
                } else {
                    first = (first + 1) % numbers.length;
                    count--;
                }
            }
            int at = (first + count) % numbers.length;
            times[at] = time;
            numbers[at] = number;
            count++;
        }

        private void grow() {
            Instant[] moreTimes = new Instant[2 * count];
            double[] moreNumbers = new double[2 * count];
            for (int i = 0; i < count; i++) {
                moreTimes[i] = times[(first + i) % count];
                moreNumbers[i] = numbers[(first + i) % count];
            }
            times = moreTimes;
            numbers = moreNumbers;
            first = 0;
        }
    }
}
