/**
 * Requests of the Modbus Application Protocol (V1.1b3) and the exceptions that a device may answer.
 */
package io.celltwin.modbus.pdu;
