package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the Thing Models that Ditto reads for a twin: one for the thing, one for each feature. A feature that others share is
 * linked to its submodel's document; the one of its own stays, because twins may name it already. An action is that of the thing: the
 * subject of a message to it.
 */
record TwinModelBuilder(
        String fileName,
        ObjectNode document,
        List<ModelProperty> properties,
        List<ModelAction> actions,
        Map<String, SharedFeature> sharedFeatures) {

    Map<String, ObjectNode> build(String prefix) {
        List<ModelProperty> attributes = new ArrayList<>();
        Map<String, List<ModelProperty>> features = new LinkedHashMap<>();
        for (ModelProperty property : properties) {
            property.feature()
                    .map(feature -> features.computeIfAbsent(feature, id -> new ArrayList<>()))
                    .orElse(attributes)
                    .add(property);
        }
        Map<String, ObjectNode> models = new LinkedHashMap<>();
        ObjectNode thing = head(document.path("title").asText(), document.path("description"));
        thing.set("@type", document.get("@type").deepCopy());
        models.put(fileName, thing);
        ArrayNode links = JsonText.array();
        features.forEach((feature, members) -> {
            String file = ModelFileName.stem(fileName) + "." + feature + ModelFileName.SUFFIX;
            SharedFeature shared = sharedFeatures.get(feature);
            ObjectNode link = links.addObject()
                    .put("rel", ModelResolver.SUBMODEL)
                    .put("href", prefix + (shared == null ? file : shared.fileName()))
                    .put("type", "application/tm+json")
                    .put("instanceName", feature);
            if (shared != null) {
                shared.addTo(link, members);
            }
            ObjectNode model = head(
                    featureTitle(feature),
                    document.path("cell:features").path(feature).path("description"));
            ObjectNode definitions = define(model, members);
            Observations.describe(definitions, members);
            optional(model, definitions);
            models.put(file, model);
        });
        if (document.path("links").findValuesAsText("rel").stream().noneMatch(ModelResolver.SUBMODEL::equals)) {
            models.put(SharedFeature.fileName(fileName), asFeature());
        }
        if (!links.isEmpty()) {
            thing.set("links", links);
        }
        actions.forEach(action -> thing.withObjectProperty(AffordanceKind.ACTION.member())
                .set(
                        action.name(),
                        ((ObjectNode) action.definition()).deepCopy().without(List.of("forms", "uav:componentOf"))));
        if (!attributes.isEmpty()) {
            optional(thing, define(thing, attributes));
        }
        return models;
    }

    /** What this model is to others that have it as a submodel. */
    private ObjectNode asFeature() {
        ObjectNode model = head(document.path("title").asText(), document.path("description"));
        ObjectNode definitions = model.putObject("properties");
        properties.forEach(member -> definitions.set(member.name(), SharedFeature.definition(member)));
        Observations.describe(definitions, properties);
        optional(model, definitions);
        return model;
    }

    private ObjectNode head(String title, JsonNode description) {
        ObjectNode head = JsonText.object();
        head.set("@context", document.get("@context").deepCopy());
        head.put("@type", "tm:ThingModel").put("title", title);
        if (description.isTextual()) {
            head.set("description", description);
        }
        head.set("version", document.get("version").deepCopy());
        return head;
    }

    private String featureTitle(String feature) {
        return document.path("cell:features").path(feature).path("title").asText(feature);
    }

    private static ObjectNode define(ObjectNode model, List<ModelProperty> members) {
        ObjectNode definitions = model.putObject("properties");
        members.forEach(member -> definitions.set(member.name(), member.schema().deepCopy()));
        return definitions;
    }

    /** A twin fills up as its device reports, so Ditto must not ask for all values at once. */
    private static void optional(ObjectNode model, ObjectNode definitions) {
        ArrayNode optional = model.putArray("tm:optional");
        definitions.fieldNames().forEachRemaining(name -> optional.add("/properties/" + name));
    }
}
