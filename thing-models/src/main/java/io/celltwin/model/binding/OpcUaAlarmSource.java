package io.celltwin.model.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a server tells the alarms of a device. OPC 10101 has no events; ours follows its properties: the form's {@code href} names
 * the node that tells them.
 *
 * @param form the node that tells events, and how often
 * @param sources {@code cell:eventSource}: the nodes that the alarms are of; those of every node if empty
 */
public record OpcUaAlarmSource(OpcUaForm form, List<OpcUaNodeId> sources) {

    private static final String SOURCE = "cell:eventSource";

    public OpcUaAlarmSource {
        sources = List.copyOf(sources);
    }

    /**
     * @param form the form, its {@code href} absolute or relative to the device's address
     * @return where the alarms are
     * @throws FormException if it makes no sense
     */
    public static OpcUaAlarmSource parse(JsonNode form) {
        OpcUaForm notifier = OpcUaForm.parse(form);
        FormTerms terms = new FormTerms(form);
        List<OpcUaNodeId> sources = new ArrayList<>();
        JsonNode given = form.has(SOURCE) ? form.get(SOURCE) : MissingNode.getInstance();
        for (JsonNode each : given.isTextual() ? List.of(given) : given) {
            Optional<OpcUaNodeId> source = each.isTextual() ? OpcUaNodeId.parse(each.textValue()) : Optional.empty();
            source.ifPresentOrElse(
                    sources::add, () -> terms.problem(SOURCE, "'%s' is no node id".formatted(each.asText())));
        }
        if (!given.isMissingNode() && sources.isEmpty()) {
            terms.problem(SOURCE, "must be a node id or a list of them");
        }
        terms.throwIfAny();
        return new OpcUaAlarmSource(notifier, sources);
    }
}
