package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.device.FormTerms;
import java.util.List;

/**
 * Finds out what is to be read from a device by OPC-UA: what its model says, unless its settings say otherwise.
 */
final class DataPoints {

    private final OpcUaConfig config;

    /**
     * @param config what holds where neither model nor device say anything
     */
    DataPoints(OpcUaConfig config) {
        this.config = config;
    }

    /**
     * @param device a device
     * @return its data points, at least one
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if there is none, or a form or setting makes no sense
     */
    List<OpcUaDataPoint> of(Device device) {
        return DeviceForms.forReading(device).stream()
                .map(terms -> point(device.settings(), device.address().toString(), terms))
                .toList();
    }

    private OpcUaDataPoint point(DeviceSettings settings, String endpoint, FormTerms terms) {
        var form = OpcUaForm.parse(endpoint, terms);
        var sampling = settings.pollingTime().or(form::samplingInterval).orElse(config.samplingInterval());
        var publishing = settings.pollingTime().or(form::publishingInterval).orElse(sampling);
        return new OpcUaDataPoint(terms.property(), form.node(), sampling, publishing);
    }
}
