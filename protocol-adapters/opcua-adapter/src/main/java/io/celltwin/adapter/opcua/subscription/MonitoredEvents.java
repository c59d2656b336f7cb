package io.celltwin.adapter.opcua.subscription;

import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;

/**
 * The events that a node tells.
 *
 * @param node the node
 * @param filter which events, and what of them
 * @param broadFilter the same of all events, for a server that does not know how to choose
 * @param publishingInterval how often the server is to tell
 */
public record MonitoredEvents(NodeId node, EventFilter filter, EventFilter broadFilter, Duration publishingInterval)
        implements Monitored {}
