package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which learned failure model applies to a kind of machine ({@code cell:failureModel}), and where that model's inputs are found.
 *
 * @param model name of the failure model
 * @param inputs the machine's property by the name of the failure model's input
 */
public record FailureModelUse(String model, Map<String, ModelProperty> inputs) {

    static final String TERM = "cell:failureModel";
    private static final String MODEL = "cell:model";
    private static final String INPUTS = "cell:inputs";

    /** Copies the inputs. */
    public FailureModelUse {
        inputs = Map.copyOf(inputs);
    }

    static Optional<FailureModelUse> of(ObjectNode document, List<ModelProperty> properties) {
        JsonNode use = document.get(TERM);
        if (use == null) {
            return Optional.empty();
        }
        Map<String, ModelProperty> inputs = new LinkedHashMap<>();
        use.path(INPUTS)
                .properties()
                .forEach(input -> named(input.getValue().asText(), properties)
                        .ifPresent(property -> inputs.put(input.getKey(), property)));
        return Optional.of(new FailureModelUse(use.path(MODEL).asText(), inputs));
    }

    static void check(ObjectNode document, List<ModelProperty> properties, Problems.Place root) {
        JsonNode use = document.get(TERM);
        if (use == null) {
            return;
        }
        Problems.Place place = root.child(TERM);
        Members.text(use, MODEL, place);
        if (use.path(INPUTS).isEmpty()) {
            place.problem("needs '" + INPUTS + "', the model's property by the failure model's input");
        }
        for (Map.Entry<String, JsonNode> input : use.path(INPUTS).properties()) {
            if (named(input.getValue().asText(), properties).isEmpty()) {
                place.child(INPUTS)
                        .child(input.getKey())
                        .problem(
                                "the model has no property '" + input.getValue().asText() + "'");
            }
        }
    }

    /** The first of that name: a property of the model itself stands before those of its submodels. */
    private static Optional<ModelProperty> named(String name, List<ModelProperty> properties) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
    }
}
