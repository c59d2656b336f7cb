package io.celltwin.adapter.edge;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One read cycle on its way through the stages: collects what the twin has to be told by the place where it lives there.
 */
final class EdgeCycle {

    private final Instant now;
    private final Map<String, FeatureChanges> features = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<AlarmChange> alarms = new ArrayList<>();

    /**
     * @param now the present by our clock, the same for the whole cycle
     */
    EdgeCycle(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /**
     * Notes a good value.
     *
     * @param property whose
     * @param value the value, in the property's unit
     * @param observed when it was observed
     */
    void value(ModelProperty property, Object value, Instant observed) {
        if (property.feature().isEmpty()) {
            attributes.put(property.name(), value);
        } else {
            changesOf(property, observed).values.put(property.name(), value);
        }
    }

    /**
     * Notes why a property's value is not good. An attribute has no place for its quality: a bad reading of one merely leaves
     * the last good value.
     *
     * @param property whose
     * @param problem why; empty if it is good
     * @param observed when that was observed
     */
    void quality(ModelProperty property, Optional<String> problem, Instant observed) {
        if (property.feature().isPresent()) {
            changesOf(property, observed).quality.put(property.name(), problem);
        }
    }

    /**
     * Notes the state of an alarm.
     *
     * @param change the state
     */
    void alarm(AlarmChange change) {
        alarms.add(change);
    }

    /**
     * @return all that was noted
     */
    EdgeUpdate update() {
        Map<String, FeatureUpdate> updates = new HashMap<>();
        features.forEach((id, changes) -> updates.put(id, changes.toUpdate()));
        return new EdgeUpdate(updates, attributes, alarms);
    }

    private FeatureChanges changesOf(ModelProperty property, Instant observed) {
        FeatureChanges changes = features.computeIfAbsent(property.feature().orElseThrow(), id -> new FeatureChanges());
        changes.observed(observed);
        return changes;
    }

    private static final class FeatureChanges {

        private final Map<String, Object> values = new HashMap<>();
        private final Map<String, Optional<String>> quality = new HashMap<>();
        private Instant observedAt = Instant.MIN;

        private void observed(Instant time) {
            if (time.isAfter(observedAt)) {
                observedAt = time;
            }
        }

        private FeatureUpdate toUpdate() {
            return new FeatureUpdate(values, quality, observedAt);
        }
    }
}
