/**
 * From registers to values and back, as a form says.
 */
package io.celltwin.modbus.codec;
