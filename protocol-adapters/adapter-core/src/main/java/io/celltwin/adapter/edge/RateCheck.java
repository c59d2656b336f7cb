package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Calls bad a number that has changed faster than its model says that it can: a disturbed line, a broken sensor. A number is
 * believed if it can have come about from the last one that was believed, or from the one before it: so a single spike is
 * refused and what follows it is not, and a real jump is believed with its second reading.
 */
final class RateCheck implements EdgeStage {

    private final PropertyStates<LastNumbers> numbers = new PropertyStates<>(LastNumbers::new);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.value() instanceof Number number
                && reading.property().maximumRate().isPresent()
                && !numbers.of(reading.property()).isBelievable(number.doubleValue(), reading.sourceTime())) {
            next.accept(reading.bad("changes faster than %s per second"
                    .formatted(reading.property().maximumRate().getAsDouble())));
        } else {
            next.accept(reading);
        }
    }

    private static final class LastNumbers {

        private final OptionalDouble maximumRate;
        private TimedNumber believed;
        private TimedNumber last;

        private LastNumbers(ModelProperty property) {
            this.maximumRate = property.maximumRate();
        }

        private boolean isBelievable(double value, Instant time) {
            TimedNumber number = new TimedNumber(value, time);
            boolean believable = believed == null || canFollow(believed, number) || canFollow(last, number);
            last = number;
            if (believable) {
                believed = number;
            }
            return believable;
        }

        private boolean canFollow(TimedNumber before, TimedNumber after) {
            double seconds = Duration.between(before.time, after.time).toNanos() / 1e9;
            // Where no time has passed, nothing is known of a rate.
            return seconds <= 0 || Math.abs(after.value - before.value) <= maximumRate.getAsDouble() * seconds;
        }
    }

    private record TimedNumber(double value, Instant time) {}
}
