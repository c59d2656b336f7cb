package io.celltwin.simulator;

import java.net.URI;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;

/** A real OPC-UA client for one machine. */
final class OpcUaTestClient implements AutoCloseable {

    private final OpcUaClient client;
    private final String namespace;

    OpcUaTestClient(URI address, String namespace) throws Exception {
        this.client = OpcUaClient.create(address.toString());
        this.namespace = namespace;
        client.connect();
    }

    DataValue read(String name) throws Exception {
        return client.readValue(0, TimestampsToReturn.Both, node(name));
    }

    double number(String name) throws Exception {
        return ((Number) read(name).value().value()).doubleValue();
    }

    StatusCode write(String name, Object value) throws Exception {
        return client.writeValues(List.of(node(name)), List.of(DataValue.valueOnly(new Variant(value))))
                .get(0);
    }

    @Override
    public void close() throws Exception {
        client.disconnect();
    }

    private NodeId node(String name) throws Exception {
        return new NodeId(client.readNamespaceTable().getIndex(namespace), name);
    }
}
