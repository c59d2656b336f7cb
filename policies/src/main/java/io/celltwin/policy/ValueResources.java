package io.celltwin.policy;

import io.celltwin.model.DataClass;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources that hold a model's values of one data class, as few as possible: a feature all of whose values have the
 * class is one resource, else each value is one.
 */
final class ValueResources {

    private static final String ATTRIBUTES = "thing:/attributes";
    private static final String OBSERVED_AT = "/properties/observedAt";
    private static final String SOURCE_TIMES = "/properties/sourceTimes/";
    private static final String QUALITY = "/properties/quality/";

    private ValueResources() {}

    /**
     * @param readable whether the resources are to be readable: then the time of observation and the quality belong to the values
     */
    static List<String> of(ThingModel model, DataClass dataClass, boolean readable) {
        Map<String, List<ModelProperty>> groups = new LinkedHashMap<>();
        for (ModelProperty property : model.properties()) {
            String group = property.feature()
                    .map(feature -> "thing:/features/" + feature)
                    .orElse(ATTRIBUTES);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(property);
        }
        List<String> resources = new ArrayList<>();
        groups.forEach((group, properties) -> {
            List<ModelProperty> chosen = properties.stream()
                    .filter(property -> property.dataClass() == dataClass)
                    .toList();
            if (chosen.isEmpty()) {
                return;
            }
            if (chosen.size() == properties.size()) {
                resources.add(group);
                return;
            }
            chosen.forEach(property -> resources.add("thing:" + property.twinPath()));
            List<ModelProperty> measured = chosen.stream()
                    .filter(property ->
                            property.measured() && property.feature().isPresent())
                    .toList();
            if (readable && !measured.isEmpty()) {
                resources.add(group + OBSERVED_AT);
                measured.forEach(property -> {
                    resources.add(group + SOURCE_TIMES + property.name());
                    resources.add(group + QUALITY + property.name());
                });
            }
        });
        return resources;
    }
}
