package io.celltwin.modbus.gateway;

import io.celltwin.modbus.transport.SerialSettings;
import io.celltwin.model.binding.ModbusEndpoint;

/**
 * What one connection leads to.
 *
 * @param endpoint where it leads
 * @param serial how the line is set up, if it is a serial one
 */
public record GatewayAddress(ModbusEndpoint endpoint, SerialSettings serial) {

    /** Where setting up plays no part. */
    public static GatewayAddress of(ModbusEndpoint endpoint) {
        return new GatewayAddress(endpoint, SerialSettings.DEFAULT);
    }
}
