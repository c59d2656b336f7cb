package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells when the values of a feature were observed: the time of the newest one for the feature, and the own time of each value
 * that is older by more than a moment. It is the last stage, so that it knows what the others tell.
 * <p>
 * Invariant: with each message about a feature, the time of each of its values in the twin is when the value was last read; it
 * is the value's entry among the feature's source times or, without one, the feature's own, to within a moment. A value that is read again and is
 * the same makes no message: until the next one, the twin says when it was read before.
 */
final class ObservationTimes implements EdgeStage {

    /**
     * The values of one cycle come in several answers, some milliseconds apart: to tell each time would make messages many times
     * longer and say nothing.
     */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final Map<String, FeatureTimes> features = new HashMap<>();

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        reading.property()
                .feature()
                .ifPresent(id -> features.computeIfAbsent(id, feature -> new FeatureTimes())
                        .accept(reading));
        next.accept(reading);
    }

    @Override
    public void cycleEnded(EdgeCycle cycle, Consumer<Reading> next) {
        cycle.changedFeatures().forEach(id -> {
            FeatureTimes times = features.get(id);
            if (times != null) {
                times.tell(cycle, id, false);
            }
        });
    }

    @Override
    public void tellAll(EdgeCycle cycle) {
        features.forEach((id, times) -> times.tell(cycle, id, true));
    }

    private static final class FeatureTimes {

        private final Map<String, ValueTime> values = new LinkedHashMap<>();

        private void accept(Reading reading) {
            ValueTime time = values.computeIfAbsent(reading.property().name(), name -> new ValueTime());
            // The value that stands while a reading is bad is the last one that there was.
            if (reading.value() != null) {
                time.observed = reading.sourceTime();
            } else if (time.observed == null) {
                time.withoutValue = reading.sourceTime();
            }
        }

        private void tell(EdgeCycle cycle, String feature, boolean everything) {
            Instant newest = newest();
            Instant sameMoment = newest.minus(MOMENT);
            Map<String, Optional<Instant>> changed = new LinkedHashMap<>();
            values.forEach((name, time) -> {
                Optional<Instant> own =
                        Optional.ofNullable(time.observed).filter(observed -> observed.isBefore(sameMoment));
                if (everything || !own.equals(time.told)) {
                    time.told = own;
                    changed.put(name, own);
                }
            });
            cycle.times(feature, newest, changed);
        }

        private Instant newest() {
            Instant newest = null;
            Instant withoutValue = Instant.MIN;
            for (ValueTime time : values.values()) {
                if (time.observed == null) {
                    withoutValue = time.withoutValue.isAfter(withoutValue) ? time.withoutValue : withoutValue;
                } else if (newest == null || time.observed.isAfter(newest)) {
                    newest = time.observed;
                }
            }
            return newest == null ? withoutValue : newest;
        }
    }

    private static final class ValueTime {

        /** When the present value was last read; null before there was one. */
        private Instant observed;
        /** When it was found that there is no value; only before there was one. */
        private Instant withoutValue;
        /** The value's entry in the twin. */
        private Optional<Instant> told = Optional.empty();
    }
}
