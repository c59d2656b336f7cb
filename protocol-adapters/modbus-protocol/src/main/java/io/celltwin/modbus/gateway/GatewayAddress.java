package io.celltwin.modbus.gateway;

import io.celltwin.model.binding.ModbusAddress;
import java.util.Locale;

/**
 * What one connection leads to.
 *
 * @param host name or IP address, in lower case
 * @param port TCP port
 */
public record GatewayAddress(String host, int port) {

    /** What the address of a device leads to. */
    public static GatewayAddress of(ModbusAddress device) {
        return new GatewayAddress(device.host().toLowerCase(Locale.ROOT), device.port());
    }
}
