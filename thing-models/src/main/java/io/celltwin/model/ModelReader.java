package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns model files into checked {@link ThingModel}s.
 *
 * @param source where the files are
 * @param models gives another model that this one builds on, or throws the {@link ModelException} of a faulty one
 */
record ModelReader(ModelSource source, Function<String, ThingModel> models) {

    /**
     * @throws ModelException with everything that is wrong with the model; if a model that it extends is faulty, with what is
     *         wrong there
     */
    @SuppressWarnings("ReturnValueIgnored") // What is extended is asked for only to hear of its faults.
    ThingModel read(String fileName) {
        ModelResolver resolver = new ModelResolver(source);
        ObjectNode document = resolver.resolve(fileName);
        // A fault is named in the file where its author has to mend it, so what is extended is looked at first.
        resolver.bases().forEach(models::apply);
        Map<String, SharedFeature> shared = new HashMap<>();
        Problems problems = new Problems();
        List<Affordance> affordances = properties(fileName, document, shared, problems);
        List<ModelAction> actions = InteractionReader.actions(document, problems.at(fileName, ""));
        List<ModelEvent> events = InteractionReader.events(document, affordances, problems.at(fileName, ""));
        problems.throwIfAny();
        return new ThingModel(fileName, document, affordances, actions, events, shared);
    }

    private List<Affordance> properties(
            String fileName, ObjectNode document, Map<String, SharedFeature> shared, Problems problems) {
        checkHead(document, problems.at(fileName, ""));
        TermCheck.check(document, problems.at(fileName, ""));
        Affordances affordances = new Affordances();
        readProperties(document, Optional.empty(), problems.at(fileName, "/properties"), affordances);
        readSubmodels(document, problems.at(fileName, "/links"), affordances, shared);
        affordances.checkSources(problems.at(fileName, "/properties"));
        FailureModelUse.check(
                document, affordances.all().stream().map(Affordance::property).toList(), problems.at(fileName, ""));
        return affordances.all();
    }

    private static void checkHead(ObjectNode document, Problems.Place place) {
        Set<String> types = new HashSet<>();
        JsonText.items(document.get("@type")).forEach(type -> types.add(type.asText()));
        if (!types.contains("tm:ThingModel")) {
            place.child("@type").problem("must contain tm:ThingModel");
        }
        for (String type : types) {
            if (type.startsWith("cell:") && !Vocabulary.isThingType(type)) {
                place.child("@type").problem("the vocabulary has no kind of thing '" + type + "'");
            }
        }
        if (document.path("@context").isMissingNode()) {
            place.problem("needs '@context'");
        }
        if (document.path("title").asText("").isBlank()) {
            place.problem("needs 'title', a text");
        }
        String version = document.path("version").path("model").asText("");
        if (!place.file().endsWith("-" + version + ModelFileName.SUFFIX)) {
            place.child("version").child("model").problem("'" + version + "' is not the version in the file's name");
        }
        JsonNode step = document.get("cell:processStep");
        if (step != null && !Members.isName(step.asText())) {
            place.child("cell:processStep").problem("must match " + Members.NAME);
        }
        JsonNode uncertain = document.get(ThingModel.UNCERTAIN_VALUES);
        if (uncertain != null && !Set.of("publish", "withhold").contains(uncertain.asText())) {
            place.child(ThingModel.UNCERTAIN_VALUES).problem("must be publish or withhold");
        }
    }

    private static void readProperties(
            JsonNode document, Optional<String> instance, Problems.Place place, Affordances affordances) {
        for (Map.Entry<String, JsonNode> field : document.path("properties").properties()) {
            Problems.Place here = place.child(field.getKey());
            if (!field.getValue().isObject()) {
                here.problem("must be an object");
                continue;
            }
            ModelProperty property = PropertyReader.read(field.getKey(), field.getValue(), instance, here);
            affordances.add(property, instance, here);
        }
    }

    private void readSubmodels(
            ObjectNode document, Problems.Place links, Affordances affordances, Map<String, SharedFeature> shared) {
        SubmodelReader submodels = new SubmodelReader(source);
        Set<String> instances = new HashSet<>();
        int index = 0;
        for (JsonNode link : JsonText.items(document.get("links"))) {
            Problems.Place here = links.child(index++);
            if (!ModelResolver.SUBMODEL.equals(link.path("rel").asText())) {
                continue;
            }
            String instance = link.path("instanceName").asText("");
            if (!Members.isName(instance) || !instances.add(instance)) {
                here.child("instanceName").problem("must be unique and match " + Members.NAME);
                continue;
            }
            ObjectNode submodel = submodels.instance(link, instance, here);
            String file = ModelResolver.linkedFile(
                    here.file(), here.pointer(), link.path("href").asText());
            readProperties(submodel, Optional.of(instance), here.problems().at(file, "/properties"), affordances);
            shared(file, submodel).ifPresent(feature -> shared.put(instance, feature));
        }
        document.path("properties")
                .forEach(own -> shared.remove(own.path("cell:feature").asText()));
    }

    /** A submodel that makes sense with its placeholders filled only is none that others share. */
    private Optional<SharedFeature> shared(String file, ObjectNode instance) {
        try {
            ThingModel submodel = models.apply(file);
            return SharedFeature.isSame((ObjectNode) submodel.document(), instance)
                    ? Optional.of(new SharedFeature(submodel))
                    : Optional.empty();
        } catch (ModelException e) {
            return Optional.empty();
        }
    }
}
