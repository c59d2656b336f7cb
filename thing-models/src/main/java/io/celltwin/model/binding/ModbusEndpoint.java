package io.celltwin.model.binding;

import java.util.Locale;

/**
 * What one connection leads to, with all the units behind it.
 *
 * @param scheme how it is reached
 * @param host name or IP address in lower case, an IPv6 address in brackets; of a serial line, the path of its device
 * @param port TCP or UDP port; 0 for a serial line
 */
public record ModbusEndpoint(ModbusScheme scheme, String host, int port) {

    public ModbusEndpoint {
        host = scheme == ModbusScheme.SERIAL ? host : host.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return scheme == ModbusScheme.SERIAL
                ? scheme.text() + "://" + host
                : "%s://%s:%d".formatted(scheme.text(), host, port);
    }
}
