package io.celltwin.adapter.opcua.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Reads attributes of any number of nodes: not more at a time than the server says that it takes, and half as many each time that it
 * refuses none the less. Blocks until the server has answered.
 */
public final class NodeReader {

    /** Bounds a call to a server that names no limit. */
    private static final int MOST_PER_CALL = 1000;

    /** What a server answers when it was asked for too much at once. */
    private static final Set<Long> TOO_MUCH = Set.of(
            StatusCodes.Bad_TooManyOperations,
            StatusCodes.Bad_ResponseTooLarge,
            StatusCodes.Bad_RequestTooLarge,
            StatusCodes.Bad_EncodingLimitsExceeded);

    private final OpcUaClient client;

    /**
     * @param client a client with an open session
     */
    public NodeReader(OpcUaClient client) {
        this.client = client;
    }

    /**
     * @param nodes the nodes
     * @param attribute what to read of each
     * @return for each node what the server answers, in the same order
     * @throws UaException if the server does not answer, or refuses even one at a time
     */
    public List<DataValue> read(List<NodeId> nodes, AttributeId attribute) throws UaException {
        return read(nodes.stream()
                .map(node -> new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE))
                .toList());
    }

    /**
     * @param asked what to read
     * @return for each what the server answers, in the same order
     * @throws UaException if the server does not answer, or refuses even one at a time
     */
    List<DataValue> read(List<ReadValueId> asked) throws UaException {
        int most = mostPerCall();
        List<DataValue> values = new ArrayList<>(asked.size());
        while (values.size() < asked.size()) {
            List<ReadValueId> part = asked.subList(values.size(), Math.min(asked.size(), values.size() + most));
            try {
                values.addAll(call(part));
            } catch (UaException e) {
                if (part.size() == 1 || !TOO_MUCH.contains(e.getStatusCode().value())) {
                    throw e;
                }
                most = part.size() / 2;
            }
        }
        return values;
    }

    private List<DataValue> call(List<ReadValueId> asked) throws UaException {
        DataValue[] answers = client.read(0, TimestampsToReturn.Both, asked).getResults();
        if (answers == null || answers.length != asked.size()) {
            throw new UaException(
                    StatusCodes.Bad_UnknownResponse, "the server answered for other nodes than were asked for");
        }
        return Stream.of(answers).toList();
    }

    // A server without a limit says so by not telling one, or by 0.
    private int mostPerCall() throws UaException {
        long limit = client.getOperationLimits()
                .maxNodesPerRead()
                .map(Number::longValue)
                .orElse(0L);
        return limit > 0 ? (int) Math.min(limit, MOST_PER_CALL) : MOST_PER_CALL;
    }
}
