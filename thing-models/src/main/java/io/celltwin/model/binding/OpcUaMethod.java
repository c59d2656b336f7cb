package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The method that an action is, as OPC 10101 "OPC UA Binding for WoT" has it: the form's {@code href} names the method, {@code
 * uav:componentOf} of the action the object that it is called on.
 *
 * @param form where the method is
 * @param object the object that it is called on
 */
public record OpcUaMethod(OpcUaForm form, OpcUaNodeId object) {

    private static final String COMPONENT_OF = "uav:componentOf";

    /**
     * @param form the form, its {@code href} absolute or relative to the device's address
     * @param action the action affordance that it belongs to
     * @return the method
     * @throws FormException if the form or the action makes no sense
     */
    public static OpcUaMethod parse(JsonNode form, JsonNode action) {
        OpcUaForm method = OpcUaForm.parse(form);
        FormTerms terms = new FormTerms(action);
        Optional<OpcUaNodeId> object = terms.text(COMPONENT_OF).flatMap(OpcUaNodeId::parse);
        if (object.isEmpty()) {
            terms.problem(
                    "its action needs '%s', the node id of the object that has the method, nsu=<namespace URI>;s=<name>"
                            .formatted(COMPONENT_OF));
        }
        JsonNode input = action.path("input");
        if (!input.isMissingNode() && !input.path("type").asText().equals("object")) {
            terms.problem("the input of its action must be of the type object, a member for each argument");
        }
        terms.throwIfAny();
        return new OpcUaMethod(method, object.orElseThrow());
    }

    /**
     * @return the method
     */
    public OpcUaNodeId method() {
        return form.node();
    }
}
