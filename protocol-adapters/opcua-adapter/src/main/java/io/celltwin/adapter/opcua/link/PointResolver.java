package io.celltwin.adapter.opcua.link;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.adapter.opcua.node.Enumerations;
import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Finds the nodes of data points in a server's namespaces, and the names of the values of those that hold an enumeration which the model
 * wants by name. Blocks until the server has answered.
 */
final class PointResolver {

    private final Enumerations enumerations;

    /**
     * @param enumerations the server's
     */
    PointResolver(Enumerations enumerations) {
        this.enumerations = enumerations;
    }

    /**
     * @param points data points
     * @param namespaces the server's namespaces
     * @return those whose namespace the server has, in the same order
     * @throws UaException if the server does not answer
     */
    Map<OpcUaDataPoint, ResolvedPoint> resolve(List<OpcUaDataPoint> points, NamespaceTable namespaces)
            throws UaException {
        Map<OpcUaDataPoint, NodeId> nodes = new LinkedHashMap<>();
        points.forEach(point -> point.node().toNodeId(namespaces).ifPresent(node -> nodes.put(point, node)));
        List<NodeId> named = nodes.entrySet().stream()
                .filter(each -> wantsText(each.getKey().property().schema()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        Map<NodeId, Map<Long, String>> names = named.isEmpty() ? Map.of() : enumerations.names(named);
        Map<OpcUaDataPoint, ResolvedPoint> resolved = new LinkedHashMap<>();
        nodes.forEach((point, node) -> resolved.put(
                point,
                new ResolvedPoint(
                        point,
                        node,
                        wantsText(point.property().schema()) ? names.getOrDefault(node, Map.of()) : Map.of())));
        return resolved;
    }

    private static boolean wantsText(JsonNode schema) {
        String type = schema.path("type").asText();
        return type.equals("string") || type.equals("array") && wantsText(schema.path("items"));
    }
}
