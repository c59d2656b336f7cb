package io.celltwin.adapter.opcua.point;

import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A data point whose node has been found in a server's namespaces.
 *
 * @param point the data point
 * @param node the node as this server numbers it
 * @param names the names of the enumeration's values, where the node holds one and the model wants names; else empty
 */
public record ResolvedPoint(OpcUaDataPoint point, NodeId node, Map<Long, String> names) {

    public ResolvedPoint {
        names = Map.copyOf(names);
    }

    /**
     * @param point the data point
     * @param node the node as this server numbers it
     */
    public ResolvedPoint(OpcUaDataPoint point, NodeId node) {
        this(point, node, Map.of());
    }
}
