package io.celltwin.adapter.opcua.method;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.opcua.node.NodeReader;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * Reads what methods are given and give back: their properties {@code InputArguments} and {@code OutputArguments} (OPC 10000-3, 5.7).
 * Blocks until the server has answered.
 */
final class MethodSignatures {

    private static final String INPUT = "InputArguments";
    private static final String OUTPUT = "OutputArguments";

    private final OpcUaClient client;
    private final NodeReader nodes;

    MethodSignatures(OpcUaClient client, NodeReader nodes) {
        this.client = client;
        this.nodes = nodes;
    }

    /**
     * @param method a method
     * @return its arguments
     * @throws UaException if the server does not answer, or has no such method
     */
    Signature of(NodeId method) throws UaException {
        BrowseResult properties = client.browse(new BrowseDescription(
                method,
                BrowseDirection.Forward,
                NodeIds.HasProperty,
                true,
                uint(NodeClass.Variable.getValue()),
                uint(BrowseResultMask.BrowseName.getValue())));
        if (!properties.getStatusCode().isGood()) {
            throw new UaException(properties.getStatusCode());
        }
        ReferenceDescription[] references = properties.getReferences();
        return new Signature(arguments(references, INPUT), arguments(references, OUTPUT));
    }

    private List<Argument> arguments(ReferenceDescription[] properties, String name) throws UaException {
        for (ReferenceDescription property : properties == null ? new ReferenceDescription[0] : properties) {
            if (name.equals(property.getBrowseName().name())) {
                NodeId node = property.getNodeId()
                        .toNodeId(client.getNamespaceTable())
                        .orElseThrow(() -> new UaException(StatusCodes.Bad_NodeIdUnknown));
                return decoded(
                        nodes.read(List.of(node), AttributeId.Value).get(0).value());
            }
        }
        return List.of();
    }

    private List<Argument> decoded(Variant value) throws UaException {
        List<Argument> arguments = new ArrayList<>();
        if (value.value() instanceof ExtensionObject[] objects) {
            for (ExtensionObject each : objects) {
                if (!(each.decode(client.getStaticEncodingContext()) instanceof Argument argument)) {
                    throw new UaException(StatusCodes.Bad_DecodingError, "an argument of the method is no Argument");
                }
                arguments.add(argument);
            }
        }
        return arguments;
    }

    /**
     * The arguments of a method, in their order.
     *
     * @param input what it is given
     * @param output what it gives back
     */
    record Signature(List<Argument> input, List<Argument> output) {}
}
