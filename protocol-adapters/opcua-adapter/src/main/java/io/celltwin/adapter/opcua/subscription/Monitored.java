package io.celltwin.adapter.opcua.subscription;

import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** What of a node a server watches. */
public sealed interface Monitored permits MonitoredValue, MonitoredEvents {

    /**
     * @return the node as the server numbers it
     */
    NodeId node();

    /**
     * @return how often the server is to tell
     */
    Duration publishingInterval();
}
