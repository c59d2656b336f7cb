package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.function.Consumer;

/**
 * Raises and clears the alarms that a model puts on its properties. Only good values do either.
 */
final class AlarmDetection implements EdgeStage {

    private final PropertyStates<List<AlarmMonitor>> monitors = new PropertyStates<>(AlarmDetection::monitors);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.isGood()) {
            for (AlarmMonitor monitor : monitors.of(reading.property())) {
                monitor.accept(reading.value(), reading.sourceTime(), cycle.now())
                        .ifPresent(cycle::alarm);
            }
        }
        next.accept(reading);
    }

    @Override
    public void timePassed(EdgeCycle cycle, Consumer<Reading> next) {
        monitors.all()
                .forEach(ofProperty -> ofProperty.forEach(
                        monitor -> monitor.timePassed(cycle.now()).ifPresent(cycle::alarm)));
    }

    @Override
    public void tellAll(EdgeCycle cycle) {
        monitors.all()
                .forEach(ofProperty ->
                        ofProperty.forEach(monitor -> monitor.state().ifPresent(cycle::alarm)));
    }

    private static List<AlarmMonitor> monitors(ModelProperty property) {
        return property.alarmLimits().stream().map(AlarmMonitor::new).toList();
    }
}
