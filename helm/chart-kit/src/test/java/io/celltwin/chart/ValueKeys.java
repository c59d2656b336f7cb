package io.celltwin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys of a values file that an operator may set, such as {@code kafka.tls.existingSecret}. */
final class ValueKeys {

    /** What is below these is not declared by the chart. */
    private static final Set<String> WHOLE = Set.of("resources", "labels");

    private ValueKeys() {}

    static Set<String> of(JsonNode values) {
        Set<String> keys = new LinkedHashSet<>();
        collect(values, "", keys);
        return keys;
    }

    private static void collect(JsonNode values, String prefix, Set<String> keys) {
        values.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject() && !entry.getValue().isEmpty() && !WHOLE.contains(entry.getKey())) {
                collect(entry.getValue(), key + ".", keys);
            } else {
                keys.add(key);
            }
        });
    }
}
