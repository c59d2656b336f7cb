package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the actions and events of a resolved Thing Model and checks them on the way. */
final class InteractionReader {

    /** Commands that every device has. */
    private static final Set<String> TAKEN = Set.of("write", "acknowledge", "confirm");

    private InteractionReader() {}

    /** @param place the model's place; takes what is wrong */
    static List<ModelAction> actions(JsonNode document, Problems.Place place) {
        List<ModelAction> actions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : members(document, AffordanceKind.ACTION, place)) {
            Problems.Place here = place.child(AffordanceKind.ACTION.member()).child(field.getKey());
            JsonNode definition = field.getValue();
            if (TAKEN.contains(field.getKey())) {
                here.problem("'" + field.getKey() + "' is a command that every device has");
            }
            List<JsonNode> forms = forms(definition, AffordanceKind.ACTION, here);
            if (definition.has("input") && !definition.get("input").isObject()) {
                here.child("input").problem("must be an object, a data schema");
            }
            actions.add(new ModelAction(field.getKey(), Members.text(definition, "title", here), definition, forms));
        }
        return actions;
    }

    /** @param place the model's place; takes what is wrong */
    static List<ModelEvent> events(JsonNode document, List<Affordance> properties, Problems.Place place) {
        List<ModelEvent> events = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : members(document, AffordanceKind.EVENT, place)) {
            Problems.Place here = place.child(AffordanceKind.EVENT.member()).child(field.getKey());
            JsonNode definition = field.getValue();
            List<JsonNode> forms = forms(definition, AffordanceKind.EVENT, here);
            for (Affordance property : properties) {
                for (AlarmLimit limit : property.property().alarmLimits()) {
                    if (limit.id().startsWith(field.getKey() + "_")) {
                        here.problem("the ids of its alarms begin with '%s_', as that of the alarm '%s' does"
                                .formatted(field.getKey(), limit.id()));
                    }
                }
            }
            for (ModelEvent other : events) {
                if (isPrefix(other.name(), field.getKey()) || isPrefix(field.getKey(), other.name())) {
                    here.problem(
                            "the ids of its alarms would begin as those of the event '%s'".formatted(other.name()));
                }
            }
            events.add(new ModelEvent(field.getKey(), Members.text(definition, "title", here), definition, forms));
        }
        return events;
    }

    private static boolean isPrefix(String name, String other) {
        return other.startsWith(name + "_");
    }

    private static List<Map.Entry<String, JsonNode>> members(
            JsonNode document, AffordanceKind kind, Problems.Place place) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : document.path(kind.member()).properties()) {
            Problems.Place here = place.child(kind.member()).child(field.getKey());
            if (!Members.isName(field.getKey())) {
                here.problem("the name of %s must match %s".formatted(kind.text(), Members.NAME));
            }
            if (field.getValue().isObject()) {
                members.add(field);
            } else {
                here.problem("must be an object");
            }
        }
        return members;
    }

    private static List<JsonNode> forms(JsonNode definition, AffordanceKind kind, Problems.Place here) {
        List<JsonNode> forms = new ArrayList<>();
        for (JsonNode form : JsonText.items(definition.get("forms"))) {
            FormCheck.check(form, definition, kind, here.child("forms").child(forms.size()));
            forms.add(form);
        }
        return forms;
    }
}
