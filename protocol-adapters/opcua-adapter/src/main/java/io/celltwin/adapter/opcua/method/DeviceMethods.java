package io.celltwin.adapter.opcua.method;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceForms;
import io.celltwin.model.binding.OpcUaMethod;
import java.util.Map;

/** Finds out which methods the actions of a device's model are. */
public final class DeviceMethods {

    private DeviceMethods() {}

    /**
     * @param device a device
     * @return the methods by the names of their actions; may be empty
     * @throws DeviceConfigurationException if a form makes no sense, or leads away from the device's server
     */
    public static Map<String, OpcUaMethod> of(Device device) {
        Map<String, OpcUaMethod> methods =
                DeviceForms.forInvoking(device, (form, action) -> OpcUaMethod.parse(form, action));
        methods.forEach((action, method) -> {
            if (!method.form().leadsTo(device.address().toString())) {
                throw new DeviceConfigurationException(
                        "action %s: its href leads away from the server at %s".formatted(action, device.address()));
            }
        });
        return methods;
    }
}
