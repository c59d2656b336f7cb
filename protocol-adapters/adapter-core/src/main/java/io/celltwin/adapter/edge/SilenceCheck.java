package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Calls a value bad that was not read for longer than its model allows. The next reading of it counts again. */
final class SilenceCheck implements EdgeStage {

    private final List<ModelProperty> watched;
    private final PropertyStates<Silence> silences = new PropertyStates<>(property -> new Silence());

    /**
     * @param properties those of the device's model
     */
    SilenceCheck(List<ModelProperty> properties) {
        this.watched = properties.stream()
                .filter(property -> property.maximumSilenceMs().isPresent())
                .toList();
    }

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (!watched.isEmpty()) {
            Silence silence = silences.of(reading.property());
            silence.since = cycle.now();
            silence.told = false;
        }
        next.accept(reading);
    }

    @Override
    public void timePassed(EdgeCycle cycle, Consumer<Reading> next) {
        for (ModelProperty property : watched) {
            long longest = property.maximumSilenceMs().getAsLong();
            Silence silence = silences.of(property);
            if (silence.since == null) {
                silence.since = cycle.now();
            } else if (!silence.told
                    && Duration.between(silence.since, cycle.now()).toMillis() >= longest) {
                silence.told = true;
                next.accept(Reading.bad(property, "not read for more than %d ms".formatted(longest), cycle.now()));
            }
        }
    }

    private static final class Silence {

        /** Since when there was no reading; null before that is known. */
        private Instant since;

        private boolean told;
    }
}
