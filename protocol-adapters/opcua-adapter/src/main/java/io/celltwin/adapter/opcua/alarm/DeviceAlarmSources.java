package io.celltwin.adapter.opcua.alarm;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.point.DataPoints;
import io.celltwin.model.binding.OpcUaAlarmSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds out where a device's model says that its server tells alarms. */
public final class DeviceAlarmSources {

    private final OpcUaConfig config;

    /**
     * @param config what holds where neither model nor device say anything
     */
    public DeviceAlarmSources(OpcUaConfig config) {
        this.config = config;
    }

    /**
     * @param device a device
     * @return where its alarms are; may be empty
     * @throws DeviceConfigurationException if a form makes no sense, or leads away from the device's server
     */
    public List<AlarmSource> of(Device device) {
        List<AlarmSource> sources = new ArrayList<>();
        DeviceForms.forSubscribing(device, (form, event) -> OpcUaAlarmSource.parse(form))
                .forEach((event, given) -> sources.add(source(device, event, given)));
        return sources;
    }

    private AlarmSource source(Device device, String event, OpcUaAlarmSource given) {
        if (!given.form().leadsTo(device.address().toString())) {
            throw new DeviceConfigurationException(
                    "event %s: its href leads away from the server at %s".formatted(event, device.address()));
        }
        Duration interval = device.settings()
                .pollingTime()
                .or(given.form()::publishingInterval)
                .orElse(config.samplingInterval());
        return new AlarmSource(
                event,
                DataPoints.nodeId(given.form().node()),
                given.sources().stream().map(DataPoints::nodeId).toList(),
                interval);
    }
}
