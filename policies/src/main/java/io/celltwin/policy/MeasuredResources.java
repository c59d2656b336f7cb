package io.celltwin.policy;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources that hold what only a device says: values that it gives, their times and their quality, and whether it is
 * connected. Also of a value that it takes the twin has here what it holds; what it is to hold is a desired property. As few as possible: the values of a feature that is all of that kind are one resource.
 */
final class MeasuredResources {

    private static final String CONNECTION = "connection";
    private static final List<String> ABOUT_VALUES = List.of("observedAt", "quality", "sourceTimes");

    private MeasuredResources() {}

    static List<String> of(ThingModel model) {
        Map<String, List<ModelProperty>> features = new LinkedHashMap<>();
        List<String> resources = new ArrayList<>();
        for (ModelProperty property : model.properties()) {
            if (property.feature().isPresent()) {
                features.computeIfAbsent(property.feature().get(), id -> new ArrayList<>())
                        .add(property);
            } else if (property.measured()) {
                resources.add("thing:" + property.twinPath());
            }
        }
        features.forEach((id, properties) -> {
            String place = "thing:/features/" + id + "/properties";
            if (id.equals(CONNECTION) || properties.stream().allMatch(ModelProperty::measured)) {
                resources.add(place);
            } else if (properties.stream().anyMatch(ModelProperty::measured)) {
                properties.stream()
                        .filter(ModelProperty::measured)
                        .forEach(property -> resources.add("thing:" + property.twinPath()));
                ABOUT_VALUES.forEach(name -> resources.add(place + "/" + name));
            }
        });
        return resources;
    }

    /** Whether who may write at one place may write below it, unless that is revoked. */
    static boolean isWithin(String resource, String granted) {
        String above = granted.endsWith("/") ? granted : granted + "/";
        return resource.equals(granted) || resource.startsWith(above);
    }
}
