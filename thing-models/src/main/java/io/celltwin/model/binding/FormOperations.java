package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a form can be used for: its {@code op}.
 *
 * @param reads whether it is for reading or observing a property
 * @param writes whether it is for writing one
 */
public record FormOperations(boolean reads, boolean writes) {

    /** The operations of a form; both if it says nothing of them, as the Thing Description has it. */
    public static FormOperations of(JsonNode form) {
        JsonNode op = form.path("op");
        if (op.isMissingNode() || op.isNull()) {
            return new FormOperations(true, true);
        }
        return new FormOperations(
                contains(op, "readproperty") || contains(op, "observeproperty"), contains(op, "writeproperty"));
    }

    private static boolean contains(JsonNode op, String operation) {
        if (op.isTextual()) {
            return op.textValue().equals(operation);
        }
        for (JsonNode each : op) {
            if (each.asText().equals(operation)) {
                return true;
            }
        }
        return false;
    }
}
