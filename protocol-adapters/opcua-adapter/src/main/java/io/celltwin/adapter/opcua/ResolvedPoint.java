package io.celltwin.adapter.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A data point whose node has been found in a server's namespaces.
 *
 * @param point the data point
 * @param node the node as this server numbers it
 */
record ResolvedPoint(OpcUaDataPoint point, NodeId node) {}
