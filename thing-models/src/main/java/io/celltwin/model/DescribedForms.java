package io.celltwin.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One property as a Thing Description tells it to other consumers. Its forms share one data schema, so a form that would need another
 * than the first is left out.
 */
final class DescribedForms {

    private final ObjectNode modelled;
    private final ArrayNode forms = JsonText.array();
    private ObjectNode told;

    /** @param modelled the property as its model has it, without forms */
    DescribedForms(ObjectNode modelled) {
        this.modelled = modelled;
    }

    void add(JsonNode form) {
        add(form, modelled);
    }

    void add(JsonNode form, OctetStreamForm modbus) {
        if (modbus.isForOthers()) {
            ObjectNode definition = modelled.deepCopy();
            modbus.describe(definition);
            add(form, definition);
        }
    }

    /** The property with its forms; empty if there is none that others could use. */
    Optional<ObjectNode> result() {
        if (forms.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode result = told.deepCopy();
        result.set("forms", forms);
        return Optional.of(result);
    }

    private void add(JsonNode form, ObjectNode definition) {
        if (told == null) {
            told = definition;
        }
        if (told.equals(definition)) {
            forms.add(form);
        }
    }
}
