package io.celltwin.model.binding;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a Modbus device is, {@code modbus+tcp://host[:port]/unit}.
 *
 * @param host name or IP address
 * @param port TCP port
 * @param unit the unit id, 0 to 255, which tells apart the devices behind a gateway
 */
public record ModbusAddress(String host, int port, int unit) {

    /** The scheme of Modbus TCP addresses. */
    public static final String SCHEME = "modbus+tcp";

    /** The port that IANA assigned to Modbus. */
    public static final int DEFAULT_PORT = 502;

    static final int MAX_UNIT = 255;

    private static final Pattern PATH = Pattern.compile("/(\\d{1,3})/?");

    /**
     * @param address a device's address
     * @return its parts
     * @throws IllegalArgumentException if it is not the address of a Modbus TCP device
     */
    public static ModbusAddress of(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        if (!SCHEME.equalsIgnoreCase(address.getScheme())
                || address.getHost() == null
                || address.getQuery() != null
                || address.getFragment() != null
                || !PATH.matcher(path).matches()
                || unit(path) > MAX_UNIT) {
            throw new IllegalArgumentException(
                    "address %s is not of the form modbus+tcp://host:port/unit with a unit id from 0 to 255"
                            .formatted(address));
        }
        return new ModbusAddress(address.getHost(), portOf(address), unit(path));
    }

    /** The port of an address of this scheme, the assigned one if it names none. */
    static int portOf(URI address) {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }

    /** Whether both are behind the same host and port. */
    public boolean hasSameGateway(ModbusAddress other) {
        return host.equalsIgnoreCase(other.host) && port == other.port;
    }

    @Override
    public String toString() {
        return "%s://%s:%d/%d".formatted(SCHEME, host, port, unit);
    }

    private static int unit(String path) {
        return Integer.parseInt(path.replace("/", ""));
    }
}
