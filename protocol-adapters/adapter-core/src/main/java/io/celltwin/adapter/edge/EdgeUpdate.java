package io.celltwin.adapter.edge;

import java.util.List;
import java.util.Map;

/**
 * What one read cycle changed in a twin.
 *
 * @param features the changes by feature id; only features in which something changed
 * @param attributes the new values of attributes that a device gives, by attribute name
 * @param alarms the alarms that were raised or cleared
 */
public record EdgeUpdate(
        Map<String, FeatureUpdate> features, Map<String, Object> attributes, List<AlarmChange> alarms) {

    public EdgeUpdate {
        features = Map.copyOf(features);
        attributes = Map.copyOf(attributes);
        alarms = List.copyOf(alarms);
    }

    /**
     * @return true if nothing changed
     */
    public boolean isEmpty() {
        return features.isEmpty() && attributes.isEmpty() && alarms.isEmpty();
    }
}
