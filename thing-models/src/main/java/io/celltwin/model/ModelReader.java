package io.celltwin.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Turns model files into checked {@link ThingModel}s.
 *
 * @param source where the files are
 */
record ModelReader(ModelSource source) {

    private static final int MAX_PROPERTIES = 5_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    /**
     * @throws ModelException with everything that is wrong with the model; if a model that it extends is faulty, with what is
     *         wrong there
     */
    ThingModel read(String fileName) {
        ModelResolver resolver = new ModelResolver(source);
        ObjectNode document = resolver.resolve(fileName);
        // A fault is named in the file where its author has to mend it, so what is extended is looked at first.
        for (String base : resolver.extendedFiles()) {
            if (!base.equals(fileName)) {
                check(base, new ModelResolver(source).resolve(base));
            }
        }
        return new ThingModel(fileName, document, check(fileName, document));
    }

    private List<Affordance> check(String fileName, ObjectNode document) {
        Problems problems = new Problems();
        checkHead(document, problems.at(fileName, ""));
        TermCheck.check(document, problems.at(fileName, ""));
        List<Affordance> affordances = new ArrayList<>();
        readProperties(document, Optional.empty(), problems.at(fileName, "/properties"), affordances);
        readSubmodels(document, problems.at(fileName, "/links"), affordances);
        checkTogether(affordances, problems.at(fileName, "/properties"));
        problems.throwIfAny();
        return affordances;
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
        if (step != null && !NAME.matcher(step.asText()).matches()) {
            place.child("cell:processStep").problem("must match " + NAME);
        }
    }

    private static void readProperties(JsonNode document, Optional<String> instance, Problems.Place place,
            List<Affordance> affordances) {
        for (Map.Entry<String, JsonNode> field : document.path("properties").properties()) {
            Problems.Place here = place.child(field.getKey());
            if (affordances.size() >= MAX_PROPERTIES) {
                throw new ModelException(here.file(), here.pointer(),
                        "a model has at most " + MAX_PROPERTIES + " properties");
            }
            if (!field.getValue().isObject()) {
                here.problem("must be an object");
                continue;
            }
            ModelProperty property = PropertyReader.read(field.getKey(), field.getValue(), instance, here);
            affordances.add(new Affordance(instance.map(id -> id + "_").orElse("") + property.name(), property));
        }
    }

    private void readSubmodels(ObjectNode document, Problems.Place links, List<Affordance> affordances) {
        SubmodelReader submodels = new SubmodelReader(source);
        Set<String> instances = new HashSet<>();
        int index = 0;
        for (JsonNode link : JsonText.items(document.get("links"))) {
            Problems.Place here = links.child(index++);
            if (!ModelResolver.SUBMODEL.equals(link.path("rel").asText())) {
                continue;
            }
            String instance = link.path("instanceName").asText("");
            if (!NAME.matcher(instance).matches() || !instances.add(instance)) {
                here.child("instanceName").problem("must be unique and match " + NAME);
                continue;
            }
            ObjectNode submodel = submodels.instance(link, instance, here);
            String file = ModelResolver.linkedFile(here.file(), here.pointer(), link.path("href").asText());
            readProperties(submodel, Optional.of(instance), here.problems().at(file, "/properties"), affordances);
        }
    }

    private static void checkTogether(List<Affordance> affordances, Problems.Place place) {
        Set<String> keys = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Set<String> alarms = new HashSet<>();
        for (Affordance affordance : affordances) {
            ModelProperty property = affordance.property();
            Problems.Place here = place.child(affordance.key());
            if (!paths.add(property.twinPath()) | !keys.add(affordance.key())) {
                here.problem("another property has the same place " + property.twinPath() + " in the twin");
            }
            if (Observations.isReserved(property) && !property.forms().isEmpty()) {
                here.problem("the adapters themselves write " + property.twinPath());
            }
            for (AlarmLimit limit : property.alarmLimits()) {
                if (!limit.id().isEmpty() && !alarms.add(limit.id())) {
                    here.child("cell:alarmLimits").problem("another alarm has the id '" + limit.id() + "'");
                }
            }
        }
    }
}
