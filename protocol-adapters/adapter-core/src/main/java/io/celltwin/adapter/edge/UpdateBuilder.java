package io.celltwin.adapter.edge;

import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the changes of one read cycle by the place where they live in the twin.
 */
final class UpdateBuilder {

    private final Map<String, FeatureChanges> features = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<AlarmChange> alarms = new ArrayList<>();

    void value(ModelProperty property, Object value, Instant observed) {
        if (property.feature().isEmpty()) {
            attributes.put(property.name(), value);
        } else {
            changesOf(property, observed).values.put(property.name(), value);
        }
    }

    /** An attribute has no place for its quality: a bad reading of one merely leaves the last good value. */
    void quality(ModelProperty property, Optional<String> problem, Instant observed) {
        if (property.feature().isPresent()) {
            changesOf(property, observed).quality.put(property.name(), problem);
        }
    }

    void alarm(AlarmChange change) {
        alarms.add(change);
    }

    EdgeUpdate build() {
        var updates = new HashMap<String, FeatureUpdate>();
        features.forEach((id, changes) -> updates.put(id, changes.toUpdate()));
        return new EdgeUpdate(updates, attributes, alarms);
    }

    private FeatureChanges changesOf(ModelProperty property, Instant observed) {
        var changes = features.computeIfAbsent(property.feature().orElseThrow(), id -> new FeatureChanges());
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
