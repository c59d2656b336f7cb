package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.net.URI;

/**
 * Where a Modbus TCP device is, {@code modbus+tcp://host[:port]/unit}.
 *
 * @param host name or IP address
 * @param port TCP port
 * @param unit the unit id, which tells apart the devices behind a gateway
 */
public record ModbusAddress(String host, int port, int unit) {

    /** The scheme of Modbus TCP addresses. */
    public static final String SCHEME = "modbus+tcp";

    /** The port that IANA assigned to Modbus. */
    public static final int DEFAULT_PORT = 502;

    /**
     * @param address a device's address
     * @return its parts
     * @throws DeviceConfigurationException if it is not an address of a Modbus TCP device
     */
    public static ModbusAddress of(URI address) {
        var unit = address.getPath() == null ? "" : address.getPath().replaceAll("^/|/$", "");
        if (!SCHEME.equalsIgnoreCase(address.getScheme())
                || address.getHost() == null
                || !unit.matches("\\d{1,3}")
                || Integer.parseInt(unit) > 255) {
            throw new DeviceConfigurationException(
                    "address %s is not of the form modbus+tcp://host:port/unit with a unit id from 0 to 255"
                            .formatted(address));
        }
        return new ModbusAddress(address.getHost(), portOf(address), Integer.parseInt(unit));
    }

    /**
     * @param address an address of this scheme
     * @return its port, or the default one
     */
    static int portOf(URI address) {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }

    /**
     * @return what the hrefs of the device's forms are relative to; ends with a slash
     */
    public URI base() {
        return URI.create("%s://%s:%d/%d/".formatted(SCHEME, host, port, unit));
    }
}
