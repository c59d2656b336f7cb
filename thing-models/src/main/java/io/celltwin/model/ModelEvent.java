package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Something that a kind of thing tells of its own accord: the alarms of a device.
 *
 * @param name the event's name; the ids of its alarms in the twin begin with it and an underscore
 * @param title for people
 * @param definition the WoT event affordance as the model has it; treat it as read-only
 * @param forms its forms as the model has them, each {@code href} still relative to the device's address. Absolute ones: {@link
 *     ThingDescription#forms(ModelEvent)}
 */
public record ModelEvent(String name, String title, JsonNode definition, List<JsonNode> forms) {

    public ModelEvent {
        forms = List.copyOf(forms);
    }
}
