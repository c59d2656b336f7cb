package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature that is an instance of a submodel and nothing else. Every thing that has such a feature names one document for it:
 * a twin service that fetches and keeps documents then has few of them to fetch, however many kinds and instances there are.
 *
 * <p>Instances differ by their forms, which are left out of served models, and by their alarm limits, since alarm ids are unique
 * in a thing. Limits that hold a placeholder therefore stand at the link to the document, by property.
 */
record SharedFeature(ThingModel submodel) {

    private static final String ALARM_LIMITS = "cell:alarmLimits";

    /** No feature is called so. */
    private static final String AS_FEATURE = ".as-feature";

    /** Whether an instance's feature is the same as that of every other instance. */
    static boolean isSame(ObjectNode submodel, ObjectNode instance) {
        return shared(submodel).equals(shared(instance));
    }

    /** The name of the document of a submodel's feature. */
    static String fileName(String submodel) {
        return ModelFileName.stem(submodel) + AS_FEATURE + ModelFileName.SUFFIX;
    }

    String fileName() {
        return fileName(submodel.fileName());
    }

    /** What the shared document says of a property of the submodel. */
    static ObjectNode definition(ModelProperty property) {
        ObjectNode definition = property.schema().deepCopy();
        if (isOfInstance(definition.path(ALARM_LIMITS))) {
            definition.remove(ALARM_LIMITS);
        }
        return definition;
    }

    /** Adds to an instance's link what its document cannot say. */
    void addTo(ObjectNode link, List<ModelProperty> members) {
        for (ModelProperty member : members) {
            JsonNode limits =
                    submodel.document().path("properties").path(member.name()).path(ALARM_LIMITS);
            if (isOfInstance(limits)) {
                link.withObject("/" + ALARM_LIMITS)
                        .set(member.name(), member.schema().get(ALARM_LIMITS).deepCopy());
            }
        }
    }

    private static boolean isOfInstance(JsonNode limits) {
        return Placeholders.firstIn(limits.toString()) != null;
    }

    private static Map<String, JsonNode> shared(ObjectNode model) {
        Map<String, JsonNode> shared = new HashMap<>();
        model.path("properties").properties().forEach(field -> shared.put(field.getKey(), shared(field.getValue())));
        return shared;
    }

    private static JsonNode shared(JsonNode definition) {
        return definition instanceof ObjectNode object
                ? object.deepCopy().without(List.of(ALARM_LIMITS, "forms"))
                : definition;
    }
}
