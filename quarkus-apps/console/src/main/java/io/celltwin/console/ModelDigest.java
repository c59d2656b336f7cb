package io.celltwin.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.AlarmLimit;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the page needs of a thing model, read by the same code as everywhere else: the page itself resolves no extensions,
 * submodels or units.
 *
 * @param features title by feature id
 * @param processStep null if the thing is no machine of a process step
 */
record ModelDigest(
        String name,
        String title,
        Set<String> types,
        String processStep,
        Map<String, String> features,
        List<Value> properties) {

    /**
     * One value of the thing.
     *
     * @param feature null for an attribute
     * @param unit symbol, empty if it has none
     * @param type that of JSON, such as {@code number}; empty if the model allows any
     * @param deadband a change smaller than this is not worth telling; 0 if the model does not say
     * @param minimum smallest plausible value, null if the model gives none
     * @param maximum largest plausible value, null if the model gives none
     */
    record Value(
            String name,
            String feature,
            String title,
            String description,
            String unit,
            Set<String> types,
            String type,
            boolean integer,
            double deadband,
            Double minimum,
            Double maximum,
            List<AlarmLimit> alarmLimits) {

        static Value of(ModelProperty property) {
            return new Value(
                    property.name(),
                    property.feature().orElse(null),
                    property.title(),
                    property.schema().path("description").asText(""),
                    property.unit().symbol(),
                    property.semanticTypes(),
                    property.schema().path("type").asText(""),
                    "integer".equals(property.schema().path("type").asText()),
                    property.deadband(),
                    property.minimum().orElse(null),
                    property.maximum().orElse(null),
                    property.alarmLimits().stream().filter(AlarmLimit::isValue).toList());
        }
    }

    static ModelDigest of(ThingModel model) {
        Map<String, String> titles = new LinkedHashMap<>();
        JsonNode features = model.document().path("cell:features");
        features.fieldNames()
                .forEachRemaining(
                        id -> titles.put(id, features.path(id).path("title").asText(id)));
        return new ModelDigest(
                model.name(),
                model.title(),
                model.types(),
                model.processStep().orElse(null),
                titles,
                model.properties().stream().map(Value::of).toList());
    }
}
