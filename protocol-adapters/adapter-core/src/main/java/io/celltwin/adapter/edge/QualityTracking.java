package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells why a property's value is not good when that changes, and that it is good again.
 */
final class QualityTracking implements EdgeStage {

    private final PropertyStates<Quality> qualities = new PropertyStates<>(Quality::new);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        qualities.of(reading.property()).accept(reading, cycle);
        next.accept(reading);
    }

    @Override
    public void tellAll(EdgeCycle cycle) {
        qualities.all().forEach(quality -> quality.tell(cycle));
    }

    private static final class Quality {

        private final ModelProperty property;
        private Optional<String> problem = Optional.empty();

        private Quality(ModelProperty property) {
            this.property = property;
        }

        private void accept(Reading reading, EdgeCycle cycle) {
            if (!reading.badReason().equals(problem)) {
                problem = reading.badReason();
                tell(cycle);
            }
        }

        private void tell(EdgeCycle cycle) {
            cycle.quality(property, problem);
        }
    }
}
