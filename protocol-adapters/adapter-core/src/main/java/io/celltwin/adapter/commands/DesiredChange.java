package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What one report of the twin says of its desired properties.
 *
 * @param desired the values that are desired, by property; not null
 * @param gone finds, among the properties that were desired before, those that no longer are
 */
record DesiredChange(Map<DesiredKey, JsonNode> desired, Predicate<DesiredKey> gone) {

    private static final String FEATURES = "features";
    private static final String DESIRED = "desiredProperties";
    private static final JsonNode OBJECT = JsonNodeFactory.instance.objectNode();

    static DesiredChange of(TwinReport report) {
        Reader reader = new Reader(report.kind() == TwinReport.Kind.MERGED);
        reader.thing(report.path(), report.value());
        Map<DesiredKey, JsonNode> desired = reader.desired;
        Predicate<DesiredKey> gone = reader.gone;
        return new DesiredChange(desired, key -> !desired.containsKey(key) && gone.test(key));
    }

    /**
     * Walks down to the desired properties. Where a value takes the place of all that was there, what it does not name is gone; in a merge
     * only what it names as null.
     */
    private static final class Reader {

        private final boolean merge;
        private final Map<DesiredKey, JsonNode> desired = new LinkedHashMap<>();
        private Predicate<DesiredKey> gone = key -> false;

        private Reader(boolean merge) {
            this.merge = merge;
        }

        private void thing(List<String> path, JsonNode value) {
            if (!path.isEmpty()) {
                if (path.get(0).equals(FEATURES)) {
                    features(rest(path), value);
                }
            } else if (replaces(value) || value.has(FEATURES)) {
                features(path, value.path(FEATURES));
            }
        }

        private void features(List<String> path, JsonNode value) {
            if (!path.isEmpty()) {
                feature(path.get(0), rest(path), value);
                return;
            }
            if (replaces(value)) {
                removed(key -> true);
            }
            value.properties().forEach(each -> feature(each.getKey(), path, each.getValue()));
        }

        private void feature(String feature, List<String> path, JsonNode value) {
            if (!path.isEmpty()) {
                if (path.get(0).equals(DESIRED)) {
                    properties(feature, rest(path), value);
                }
            } else if (replaces(value) || value.has(DESIRED)) {
                properties(feature, path, value.path(DESIRED));
            }
        }

        private void properties(String feature, List<String> path, JsonNode value) {
            if (!path.isEmpty()) {
                // What changed within a value that is an object says no more than that it is one.
                property(new DesiredKey(feature, path.get(0)), path.size() == 1 ? value : OBJECT);
                return;
            }
            if (replaces(value)) {
                removed(key -> key.feature().equals(feature));
            }
            value.properties().forEach(each -> property(new DesiredKey(feature, each.getKey()), each.getValue()));
        }

        private void property(DesiredKey key, JsonNode value) {
            if (isNothing(value)) {
                removed(key::equals);
            } else {
                desired.put(key, value);
            }
        }

        private boolean replaces(JsonNode value) {
            return !merge || isNothing(value);
        }

        private void removed(Predicate<DesiredKey> more) {
            gone = gone.or(more);
        }

        private static boolean isNothing(JsonNode value) {
            return value.isNull() || value.isMissingNode();
        }

        private static List<String> rest(List<String> path) {
            return path.subList(1, path.size());
        }
    }
}
