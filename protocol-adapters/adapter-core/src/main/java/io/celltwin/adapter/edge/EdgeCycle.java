package io.celltwin.adapter.edge;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One read cycle on its way through the stages: collects what the twin has to be told by the place where it lives there.
 */
final class EdgeCycle {

    private final Instant now;
    private final Map<String, FeatureChanges> features = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Optional<String>> attributeQuality = new HashMap<>();
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
     * Notes a value that is to be told.
     *
     * @param property whose
     * @param value the value, in the property's unit
     */
    void value(ModelProperty property, Object value) {
        property.feature()
                .map(this::changesOf)
                .map(changes -> changes.values)
                .orElse(attributes)
                .put(property.name(), value);
    }

    /**
     * Notes why a property's value is not good.
     *
     * @param property whose
     * @param problem why; empty if it is good
     */
    void quality(ModelProperty property, Optional<String> problem) {
        property.feature()
                .map(this::changesOf)
                .map(changes -> changes.quality)
                .orElse(attributeQuality)
                .put(property.name(), problem);
    }

    /**
     * Notes when the values of a feature were observed.
     *
     * @param feature the feature's id
     * @param newest the time of the newest value
     * @param sourceTimes the own times of values, as they change
     */
    void times(String feature, Instant newest, Map<String, Optional<Instant>> sourceTimes) {
        FeatureChanges changes = changesOf(feature);
        changes.observedAt = newest;
        changes.sourceTimes.putAll(sourceTimes);
    }

    /**
     * @return the ids of the features of which something is told
     */
    Set<String> changedFeatures() {
        return Set.copyOf(features.keySet());
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
        return new EdgeUpdate(updates, attributes, attributeQuality, alarms);
    }

    private FeatureChanges changesOf(String feature) {
        return features.computeIfAbsent(feature, id -> new FeatureChanges(now));
    }

    private static final class FeatureChanges {

        private final Map<String, Object> values = new HashMap<>();
        private final Map<String, Optional<String>> quality = new HashMap<>();
        private final Map<String, Optional<Instant>> sourceTimes = new HashMap<>();
        private Instant observedAt;

        private FeatureChanges(Instant now) {
            this.observedAt = now;
        }

        private FeatureUpdate toUpdate() {
            return new FeatureUpdate(values, quality, observedAt, sourceTimes);
        }
    }
}
