package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one property of one device: its last good value, why the present one is not good, what the twin was
 * told, and the alarms on it. Not thread-safe.
 */
final class PropertyTrack {

    private final ModelProperty property;
    private final List<AlarmMonitor> alarms;
    private Object lastGood;
    private Object lastTold;
    private Optional<String> problem = Optional.empty();
    private Instant observed;

    PropertyTrack(ModelProperty property) {
        this.property = property;
        this.alarms = property.alarmLimits().stream().map(AlarmMonitor::new).toList();
    }

    /**
     * Takes a reading.
     *
     * @param observed when its value was observed
     * @param update where to note what changed
     */
    void accept(Reading reading, Instant observed, UpdateBuilder update) {
        this.observed = observed;
        var problemBefore = problem;
        problem = ValueCheck.problem(reading);
        if (!problem.equals(problemBefore)) {
            update.quality(property, problem, observed);
        }
        if (problem.isPresent()) {
            return;
        }
        lastGood = reading.value();
        if (lastTold == null || ValueChange.isWorthTelling(lastTold, lastGood, property.deadband())) {
            lastTold = lastGood;
            update.value(property, lastGood, observed);
        }
        if (lastGood instanceof Number number) {
            for (var alarm : alarms) {
                alarm.accept(number.doubleValue(), observed).ifPresent(update::alarm);
            }
        }
    }

    /**
     * Notes everything that is known, whether it changed or not.
     */
    void tellAll(UpdateBuilder update) {
        update.quality(property, problem, observed);
        if (lastGood != null) {
            lastTold = lastGood;
            update.value(property, lastGood, observed);
        }
        alarms.forEach(alarm -> update.alarm(alarm.state()));
    }
}
