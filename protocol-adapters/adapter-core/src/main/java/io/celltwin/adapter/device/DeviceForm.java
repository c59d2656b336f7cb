package io.celltwin.adapter.device;

import io.celltwin.model.ModelProperty;

/**
 * How a device gives one property.
 *
 * @param property the property
 * @param form what its form says, in the words of the driver's protocol
 */
public record DeviceForm<F>(ModelProperty property, F form) {

    /**
     * @param what what is wrong with the form, for this device
     * @return the failure to throw, which names the property
     */
    public DeviceConfigurationException problem(String what) {
        return new DeviceConfigurationException("property %s: %s".formatted(property.name(), what));
    }
}
