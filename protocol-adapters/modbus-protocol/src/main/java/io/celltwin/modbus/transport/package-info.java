/**
 * How a request reaches a device and its answer comes back. {@code ModbusTransport} is what a further one implements.
 */
package io.celltwin.modbus.transport;
