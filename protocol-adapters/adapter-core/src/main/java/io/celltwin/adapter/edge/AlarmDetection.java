package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.util.List;
import java.util.function.Consumer;

/**
 * Raises and clears the alarms that a model puts on its properties. Only good numbers do either.
 */
final class AlarmDetection implements EdgeStage {

    private final PropertyStates<List<AlarmMonitor>> monitors = new PropertyStates<>(AlarmDetection::monitors);

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        List<AlarmMonitor> ofProperty = monitors.of(reading.property());
        if (reading.isGood() && reading.value() instanceof Number number) {
            for (AlarmMonitor monitor : ofProperty) {
                monitor.accept(number.doubleValue(), reading.sourceTime()).ifPresent(cycle::alarm);
            }
        }
        next.accept(reading);
    }

    @Override
    public void tellAll(EdgeCycle cycle) {
        monitors.all().forEach(ofProperty -> ofProperty.forEach(monitor -> cycle.alarm(monitor.state())));
    }

    private static List<AlarmMonitor> monitors(ModelProperty property) {
        return property.alarmLimits().stream().map(AlarmMonitor::new).toList();
    }
}
