package io.celltwin.model.binding;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Modbus device is: {@code modbus+tcp://host[:port]/unit}, or with another {@link ModbusScheme}; on a serial line
 * {@code modbus+rtu:///dev/ttyUSB0/unit}.
 *
 * @param endpoint what the connection leads to
 * @param unit the unit id, 0 to 255, which tells apart the devices behind a gateway
 */
public record ModbusAddress(ModbusEndpoint endpoint, int unit) {

    /** The scheme of Modbus TCP addresses. */
    public static final String SCHEME = ModbusScheme.TCP.text();

    private static final int MAX_UNIT = 255;
    private static final int MAX_PORT = 0xFFFF;

    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^?#]*)/(\\d{1,3})/?");
    // Not by java.net.URI, which has no host for a name with an underscore, though many plants have such names.
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?]|[^\\s/?#@:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern DEVICE_PATH = Pattern.compile("/[^\\s?#]+");

    /**
     * @param address a device's address
     * @return its parts
     * @throws IllegalArgumentException if it is not the address of a Modbus device
     */
    public static ModbusAddress of(URI address) {
        return parse(address.toString())
                .orElseThrow(() ->
                        new IllegalArgumentException("address %s is not of the form %s with a unit id from %d to 255"
                                .formatted(address, formOf(address.getScheme()), lowestUnit(address.getScheme()))));
    }

    /** The parts of an address; empty if it is not that of a Modbus device. */
    static Optional<ModbusAddress> parse(String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches()) {
            return Optional.empty();
        }
        int unit = Integer.parseInt(form.group(3));
        return ModbusScheme.of(form.group(1))
                .filter(scheme -> unit <= MAX_UNIT && unit >= lowestUnit(scheme.text()))
                .flatMap(scheme -> endpoint(scheme, form.group(2)))
                .map(endpoint -> new ModbusAddress(endpoint, unit));
    }

    @Override
    public String toString() {
        return endpoint + "/" + unit;
    }

    private static Optional<ModbusEndpoint> endpoint(ModbusScheme scheme, String text) {
        if (scheme == ModbusScheme.SERIAL) {
            return DEVICE_PATH.matcher(text).matches()
                    ? Optional.of(new ModbusEndpoint(scheme, text, 0))
                    : Optional.empty();
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? scheme.defaultPort() : Integer.parseInt(parts.group(2));
        return port >= 1 && port <= MAX_PORT
                ? Optional.of(new ModbusEndpoint(scheme, parts.group(1), port))
                : Optional.empty();
    }

    private static String formOf(String scheme) {
        return ModbusScheme.of(scheme == null ? "" : scheme)
                .map(known -> known == ModbusScheme.SERIAL
                        ? known.text() + ":///dev/ttyUSB0/unit"
                        : known.text() + "://host:port/unit")
                .orElse(SCHEME + "://host:port/unit");
    }

    private static int lowestUnit(String scheme) {
        return ModbusScheme.of(scheme == null ? "" : scheme)
                        .filter(ModbusScheme::broadcastsToUnit0)
                        .isPresent()
                ? 1
                : 0;
    }
}
