/**
 * Which requests read all data points of a device, and when each is due.
 */
package io.celltwin.modbus.plan;
