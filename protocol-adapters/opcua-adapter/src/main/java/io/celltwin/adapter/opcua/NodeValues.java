package io.celltwin.adapter.opcua;

import io.celltwin.adapter.driver.Reading;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;

/**
 * Reads the values of nodes once.
 */
final class NodeValues {

    private static final int MOST_PER_CALL = 1000;

    private final OpcUaClient client;
    private final ValueReader values = new ValueReader();

    /**
     * @param client a client with an open session
     */
    NodeValues(OpcUaClient client) {
        this.client = client;
    }

    /**
     * @param nodes what to read; not more at a time than the server allows
     * @return a reading for each node, bad for those that the server does not know or has no good value of
     * @throws UaException if the server does not answer, or refuses to
     */
    List<Reading> read(List<ResolvedPoint> nodes) throws UaException {
        int most = mostPerCall();
        List<Reading> readings = new ArrayList<>(nodes.size());
        for (int from = 0; from < nodes.size(); from += most) {
            List<ResolvedPoint> part = nodes.subList(from, Math.min(nodes.size(), from + most));
            List<NodeId> ids = part.stream().map(ResolvedPoint::node).toList();
            List<DataValue> answer = client.readValues(0, TimestampsToReturn.Both, ids);
            for (int i = 0; i < part.size(); i++) {
                readings.add(values.read(part.get(i).point().property(), answer.get(i)));
            }
        }
        return readings;
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
