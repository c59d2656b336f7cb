package io.celltwin.adapter.opcua.point;

import io.celltwin.model.ModelProperty;
import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * One property of one device, and how it is read.
 *
 * @param property what is read
 * @param node the node that holds its value, named as the model names it
 * @param samplingInterval how often the server looks at the node
 * @param publishingInterval how often the server tells of changes
 */
public record OpcUaDataPoint(
        ModelProperty property, ExpandedNodeId node, Duration samplingInterval, Duration publishingInterval) {

    /**
     * @return the smallest change that the server has to tell, 0 if each. What alarms watch is told whole: a limit may be crossed
     *         within the deadband
     */
    public double serverDeadband() {
        return property.alarmLimits().isEmpty() ? property.deadband() : 0;
    }
}
