package io.celltwin.adapter.opcua.point;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.binding.OpcUaIndexRange;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * One property of one device, and how it is read.
 *
 * @param property what is read
 * @param node the node that holds its value, named as the model names it
 * @param indexRange which part of the node's array it is; empty for the whole value
 * @param samplingInterval how often the server looks at the node
 * @param publishingInterval how often the server tells of changes
 */
public record OpcUaDataPoint(
        ModelProperty property,
        ExpandedNodeId node,
        Optional<OpcUaIndexRange> indexRange,
        Duration samplingInterval,
        Duration publishingInterval) {

    /**
     * @return the range as requests to a server have it: null for the whole value
     */
    public String requestedRange() {
        return indexRange.map(OpcUaIndexRange::text).orElse(null);
    }

    /**
     * @return whether a server tells an array of one element where the model wants that element
     */
    public boolean isElement() {
        return indexRange.filter(OpcUaIndexRange::isOneElement).isPresent()
                && !property.schema().path("type").asText().equals("array");
    }

    /**
     * @return the smallest change that the server has to tell, 0 if each. What alarms watch is told whole: a limit may be crossed
     *         within the deadband
     */
    public double serverDeadband() {
        return property.alarmLimits().isEmpty() ? property.deadband() : 0;
    }
}
