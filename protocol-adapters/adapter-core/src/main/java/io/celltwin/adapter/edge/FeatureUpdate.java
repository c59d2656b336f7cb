package io.celltwin.adapter.edge;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What changed in one feature of a twin.
 *
 * @param values the new good values by property name: {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a
 *            {@code List} or a {@code Map} of these
 * @param quality by property name, why its value is not good; empty if it is good again
 * @param observedAt when the newest of the feature's values was observed
 * @param sourceTimes by property name, when its value was observed, if that is not {@code observedAt}; empty if it is that
 *            again
 */
public record FeatureUpdate(
        Map<String, Object> values,
        Map<String, Optional<String>> quality,
        Instant observedAt,
        Map<String, Optional<Instant>> sourceTimes) {

    public FeatureUpdate {
        values = Map.copyOf(values);
        quality = Map.copyOf(quality);
        sourceTimes = Map.copyOf(sourceTimes);
    }
}
