package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.opcua.alarm.AlarmSource;
import io.celltwin.adapter.opcua.history.MissedHistory;
import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import io.celltwin.model.binding.OpcUaMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device's model and settings say is to be done with it.
 *
 * @param points what to read
 * @param methods the methods that its actions are, by the action's name
 * @param alarms where its server tells alarms
 * @param history what is to be read of the time in which it was not connected; empty if nothing
 */
public record DevicePlan(
        List<OpcUaDataPoint> points,
        Map<String, OpcUaMethod> methods,
        List<AlarmSource> alarms,
        Optional<MissedHistory> history) {

    public DevicePlan {
        points = List.copyOf(points);
        methods = Map.copyOf(methods);
        alarms = List.copyOf(alarms);
    }
}
