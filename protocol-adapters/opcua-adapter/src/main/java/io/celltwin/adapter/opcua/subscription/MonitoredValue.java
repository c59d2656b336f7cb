package io.celltwin.adapter.opcua.subscription;

import io.celltwin.adapter.opcua.point.ResolvedPoint;
import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * The value of a node.
 *
 * @param point whose
 */
public record MonitoredValue(ResolvedPoint point) implements Monitored {

    @Override
    public NodeId node() {
        return point.node();
    }

    @Override
    public Duration publishingInterval() {
        return point.point().publishingInterval();
    }
}
