package io.celltwin.adapter.device;

/**
 * A device cannot be read because of how it is described: its registration, a setting, or a form of its model. Its
 * message is fit for the person who registered the device. Trying again helps only once the description has changed.
 */
public class DeviceConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and where
     */
    public DeviceConfigurationException(String message) {
        super(message);
    }
}
