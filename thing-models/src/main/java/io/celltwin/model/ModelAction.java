package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Something that a kind of thing can be asked to do.
 *
 * @param name the action's name, the subject of the message that invokes it
 * @param title for people
 * @param definition the WoT action affordance as the model has it; treat it as read-only
 * @param forms its forms as the model has them, each {@code href} still relative to the device's address. Absolute ones: {@link
 *     ThingDescription#forms(ModelAction)}
 */
public record ModelAction(String name, String title, JsonNode definition, List<JsonNode> forms) {

    public ModelAction {
        forms = List.copyOf(forms);
    }

    /** The data schema of what it is given; empty if it is given nothing. */
    public Optional<JsonNode> input() {
        return Optional.ofNullable(definition.get("input"));
    }

    /** The data schema of what it gives back; missing where the model does not say. */
    public JsonNode output() {
        return definition.path("output");
    }
}
