package io.celltwin.simulator.opcua;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.OpcUaForm;
import io.celltwin.model.binding.OpcUaNodeId;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * The node that gives a property.
 *
 * @param property the property
 * @param namespaceUri of the node id
 * @param identifier of the node id, a text whose parts between dots name the folders and the variable
 */
record NodeField(ModelProperty property, String namespaceUri, String identifier) {

    /**
     * Reads a form of OPC 10101, "OPC UA Binding for WoT".
     *
     * @param form with an absolute {@code href}, from a Thing Description
     * @throws IllegalArgumentException if it does not name its node by {@code nsu=} and {@code s=}: this server numbers its
     *         namespaces itself, and takes the folders out of the name
     */
    static NodeField of(ModelProperty property, JsonNode form) {
        OpcUaNodeId node = OpcUaForm.parse(form).node();
        if (node.namespaceUri().isEmpty() || node.kind() != OpcUaNodeId.Kind.STRING) {
            throw new IllegalArgumentException("Expected ?id=nsu=<namespace>;s=<name>: " + node);
        }
        return new NodeField(property, node.namespaceUri().get(), node.identifier());
    }

    /** The names of the folders around the variable, outermost first. */
    List<String> folders() {
        String[] parts = identifier.split("\\.");
        return Arrays.asList(parts).subList(0, parts.length - 1);
    }

    /** The variable's own name. */
    String browseName() {
        return identifier.substring(identifier.lastIndexOf('.') + 1);
    }

    /** The OPC-UA type of the value. */
    NodeId dataType() {
        return switch (type()) {
            case "boolean" -> NodeIds.Boolean;
            case "integer" -> NodeIds.Int64;
            case "number" -> NodeIds.Double;
            default -> NodeIds.String;
        };
    }

    /** A value as its node holds it. */
    Variant variant(Object value) {
        return switch (type()) {
            case "integer" -> Variant.ofInt64(((Number) value).longValue());
            case "number" -> Variant.ofDouble(((Number) value).doubleValue());
            case "boolean" -> Variant.ofBoolean(Boolean.TRUE.equals(value));
            default -> Variant.ofString(String.valueOf(value));
        };
    }

    /** Whether a client may write this: of the right type and within the property's range. */
    boolean accepts(Object written) {
        return switch (type()) {
            case "boolean" -> written instanceof Boolean;
            case "integer", "number" -> written instanceof Number number && inRange(number.doubleValue());
            default ->
                written instanceof String text
                        && text.length() <= property.schema().path("maxLength").asInt(Integer.MAX_VALUE);
        };
    }

    private boolean inRange(double number) {
        return Double.isFinite(number)
                && property.minimum().filter(bound -> number < bound).isEmpty()
                && property.maximum().filter(bound -> number > bound).isEmpty();
    }

    private String type() {
        return property.schema().path("type").asText();
    }
}
