package io.celltwin.adapter.opcua.alarm;

import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * Where a server tells alarms of one device.
 *
 * @param event the event of the model that they are
 * @param notifier the node that tells them
 * @param sources the nodes that they are of; those of every node if empty
 * @param publishingInterval how often the server is to tell
 */
public record AlarmSource(
        String event, ExpandedNodeId notifier, List<ExpandedNodeId> sources, Duration publishingInterval) {

    public AlarmSource {
        sources = List.copyOf(sources);
    }
}
