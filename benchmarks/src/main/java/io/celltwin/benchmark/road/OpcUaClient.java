package io.celltwin.benchmark.road;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;

/** One numeric variable node. */
final class OpcUaClient implements DeviceClient {
    private static final String NODE_ID = "id=";

    private final org.eclipse.milo.opcua.sdk.client.OpcUaClient client;
    private final NodeId node;

    /**
     * @param device the server's address
     * @param form the value's WoT form
     */
    OpcUaClient(URI device, JsonNode form) throws Exception {
        client = org.eclipse.milo.opcua.sdk.client.OpcUaClient.create(device.toString());
        client.connect();
        String href = form.path("href").asText();
        node = ExpandedNodeId.parse(href.substring(href.indexOf(NODE_ID) + NODE_ID.length()))
                .toNodeIdOrThrow(client.getNamespaceTable());
    }

    @Override
    public void write(double value) throws Exception {
        StatusCode status = client.writeValues(List.of(node), List.of(DataValue.valueOnly(new Variant(value))))
                .get(0);
        if (!status.isGood()) {
            throw new UaException(status);
        }
    }

    @Override
    public double read() throws Exception {
        return ((Number) client.readValue(0, TimestampsToReturn.Neither, node)
                        .value()
                        .value())
                .doubleValue();
    }

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (UaException e) {
            throw new IllegalStateException("The session with the device does not end: " + e.getMessage(), e);
        }
    }
}
