package io.celltwin.adapter.edge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one read cycle changed in a twin.
 *
 * @param features the changes by feature id; only features in which something changed
 * @param attributes the new values of attributes that a device gives, by attribute name
 * @param attributeQuality by attribute name, why its value is not good; empty if it is good again
 * @param alarms the alarms that were raised or cleared
 */
public record EdgeUpdate(
        Map<String, FeatureUpdate> features,
        Map<String, Object> attributes,
        Map<String, Optional<String>> attributeQuality,
        List<AlarmChange> alarms) {

    public EdgeUpdate {
        features = Map.copyOf(features);
        attributes = Map.copyOf(attributes);
        attributeQuality = Map.copyOf(attributeQuality);
        alarms = List.copyOf(alarms);
    }

    /**
     * @return true if nothing changed
     */
    public boolean isEmpty() {
        return features.isEmpty() && attributes.isEmpty() && attributeQuality.isEmpty() && alarms.isEmpty();
    }
}
