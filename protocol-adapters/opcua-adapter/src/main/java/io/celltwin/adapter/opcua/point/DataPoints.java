package io.celltwin.adapter.opcua.point;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceForm;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.model.binding.OpcUaForm;
import io.celltwin.model.binding.OpcUaNodeId;
import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * Finds out what is to be read from a device by OPC-UA: what its model says, unless its settings say otherwise.
 */
public final class DataPoints {

    private final OpcUaConfig config;

    /**
     * @param config what holds where neither model nor device say anything
     */
    public DataPoints(OpcUaConfig config) {
        this.config = config;
    }

    /**
     * @param device a device
     * @return its data points, at least one
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if there is none, or a form or setting makes no sense
     */
    public List<OpcUaDataPoint> of(Device device) {
        return DeviceForms.forReading(device, (form, schema) -> OpcUaForm.parse(form)).stream()
                .map(form -> point(device, form))
                .toList();
    }

    private OpcUaDataPoint point(Device device, DeviceForm<OpcUaForm> given) {
        OpcUaForm form = given.form();
        String server = device.address().toString();
        if (!form.leadsTo(server)) {
            throw given.problem("its href leads away from the server at %s".formatted(server));
        }
        DeviceSettings settings = device.settings();
        Duration sampling = settings.pollingTime().or(form::samplingInterval).orElse(config.samplingInterval());
        Duration publishing =
                settings.pollingTime().or(form::publishingInterval).orElse(sampling);
        return new OpcUaDataPoint(given.property(), nodeId(form.node()), form.indexRange(), sampling, publishing);
    }

    public static ExpandedNodeId nodeId(OpcUaNodeId node) {
        return ExpandedNodeId.parse(node.toString());
    }
}
