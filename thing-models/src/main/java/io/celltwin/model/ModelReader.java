package io.celltwin.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Turns model files into checked {@link ThingModel}s. */
final class ModelReader {

    private static final int MAX_PROPERTIES = 5_000;
    private static final Pattern INSTANCE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final Function<String, Optional<ObjectNode>> files;

    /** @param files parses the file of a name, empty if there is none */
    ModelReader(Function<String, Optional<ObjectNode>> files) {
        this.files = files;
    }

    /**
     * @throws ModelException with everything that is wrong with the model
     */
    ThingModel read(String fileName) {
        Problems problems = new Problems();
        ObjectNode document = new ModelResolver(files).resolve(fileName);
        checkHead(document, problems.at(fileName, ""));
        List<Affordance> affordances = new ArrayList<>();
        readProperties(document, Optional.empty(), problems.at(fileName, "/properties"), affordances);
        readSubmodels(document, problems.at(fileName, "/links"), affordances);
        checkDuplicates(affordances, problems.at(fileName, "/properties"));
        problems.throwIfAny();
        return new ThingModel(fileName, document, affordances);
    }

    private static void checkHead(ObjectNode document, Problems.Place place) {
        if (!names(document.get("@type")).contains("tm:ThingModel")) {
            place.child("@type").problem("must contain tm:ThingModel");
        }
        if (document.path("@context").isMissingNode()) {
            place.problem("needs '@context'");
        }
        if (document.path("title").asText("").isBlank()) {
            place.problem("needs 'title', a text");
        }
        String version = document.path("version").path("model").asText("");
        if (!place.file().endsWith("-" + version + ModelFiles.SUFFIX)) {
            place.child("version").child("model").problem("'" + version + "' is not the version in the file's name");
        }
        JsonNode step = document.get("cell:processStep");
        if (step != null && !INSTANCE_NAME.matcher(step.asText()).matches()) {
            place.child("cell:processStep").problem("must match " + INSTANCE_NAME);
        }
    }

    private static void readProperties(JsonNode document, Optional<String> instance, Problems.Place place,
            List<Affordance> affordances) {
        for (Map.Entry<String, JsonNode> field : document.path("properties").properties()) {
            Problems.Place here = place.child(field.getKey());
            if (affordances.size() >= MAX_PROPERTIES) {
                here.problem("a model has at most " + MAX_PROPERTIES + " properties");
                return;
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
        Set<String> instances = new HashSet<>();
        int index = 0;
        for (JsonNode link : JsonText.items(document.get("links"))) {
            Problems.Place here = links.child(index++);
            if (!ModelResolver.SUBMODEL.equals(link.path("rel").asText())) {
                continue;
            }
            String instance = link.path("instanceName").asText("");
            if (!INSTANCE_NAME.matcher(instance).matches() || !instances.add(instance)) {
                here.child("instanceName").problem("must be unique and match " + INSTANCE_NAME);
                continue;
            }
            readSubmodel(link, instance, here, affordances);
        }
    }

    private void readSubmodel(JsonNode link, String instance, Problems.Place link0, List<Affordance> affordances) {
        Problems.Place href = link0.child("href");
        String file = ModelResolver.linkedFile(href.file(), href.pointer(), link.path("href").asText());
        if (files.apply(file).isEmpty()) {
            href.problem("there is no model '" + file + "'");
            return;
        }
        ObjectNode submodel = new ModelResolver(files).resolve(file);
        for (JsonNode inner : JsonText.items(submodel.get("links"))) {
            if (ModelResolver.SUBMODEL.equals(inner.path("rel").asText())) {
                href.problem("a submodel cannot have submodels: a twin's features do not nest");
                return;
            }
        }
        Map<String, JsonNode> values = new HashMap<>();
        link.path("cell:placeholders").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        values.put(Placeholders.INSTANCE_NAME, TextNode.valueOf(instance));
        readProperties(new Placeholders(values).fill(submodel), Optional.of(instance),
                link0.problems().at(file, "/properties"), affordances);
    }

    private static void checkDuplicates(List<Affordance> affordances, Problems.Place place) {
        Set<String> keys = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Set<String> alarms = new HashSet<>();
        for (Affordance affordance : affordances) {
            ModelProperty property = affordance.property();
            Problems.Place here = place.child(affordance.key());
            if (!keys.add(affordance.key()) || !paths.add(property.twinPath())) {
                here.problem("another property has the same place in the twin, " + property.twinPath());
            }
            if (Observations.isReserved(property) && !property.forms().isEmpty()) {
                here.problem("the adapters write '" + property.name() + "' themselves");
            }
            for (AlarmLimit limit : property.alarmLimits()) {
                if (!limit.id().isEmpty() && !alarms.add(limit.id())) {
                    here.child("cell:alarmLimits").problem("another alarm has the id '" + limit.id() + "'");
                }
            }
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        JsonText.items(node).forEach(item -> names.add(item.asText()));
        return names;
    }
}
