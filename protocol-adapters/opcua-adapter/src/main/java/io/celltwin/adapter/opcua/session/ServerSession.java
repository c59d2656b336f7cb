package io.celltwin.adapter.opcua.session;

import io.celltwin.adapter.opcua.method.MethodCaller;
import io.celltwin.adapter.opcua.node.Enumerations;
import io.celltwin.adapter.opcua.node.NodeReader;
import io.celltwin.adapter.opcua.node.NodeValues;
import io.celltwin.adapter.opcua.subscription.Subscriptions;
import io.celltwin.adapter.opcua.value.ServerStructures;
import io.celltwin.adapter.opcua.value.ValueReader;
import io.celltwin.adapter.opcua.value.VariantConverter;
import java.util.concurrent.CompletionStage;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;

/**
 * An open session with a server, and what is done in it.
 */
public final class ServerSession {

    private final OpcUaClient client;
    private final Subscriptions subscriptions;
    private final ValueReader valueReader;
    private final NodeValues nodeValues;
    private final Enumerations enumerations;
    private final NodeReader nodes;
    private final MethodCaller methods;

    ServerSession(OpcUaClient client, Subscriptions subscriptions) {
        this.client = client;
        this.subscriptions = subscriptions;
        VariantConverter converter = new VariantConverter(new ServerStructures(client));
        this.valueReader = new ValueReader(converter);
        this.nodes = new NodeReader(client);
        this.methods = new MethodCaller(client, nodes, converter);
        this.nodeValues = new NodeValues(nodes, valueReader);
        this.enumerations = new Enumerations(client, nodes);
    }

    /**
     * @return the client, whose session is open
     */
    public OpcUaClient client() {
        return client;
    }

    /**
     * @return what the session watches
     */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /**
     * @return makes readings of what the server tells
     */
    public ValueReader valueReader() {
        return valueReader;
    }

    /**
     * @return reads nodes
     */
    public NodeValues nodeValues() {
        return nodeValues;
    }

    /**
     * @return the server's enumerations
     */
    public Enumerations enumerations() {
        return enumerations;
    }

    /**
     * @return reads attributes of nodes
     */
    public NodeReader nodes() {
        return nodes;
    }

    /**
     * @return calls methods
     */
    public MethodCaller methods() {
        return methods;
    }

    /**
     * Closes the session without waiting for the server.
     *
     * @return completes when it is closed
     */
    public CompletionStage<?> close() {
        subscriptions.close();
        return client.disconnectAsync();
    }
}
