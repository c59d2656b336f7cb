/**
 * One connection shared by all units behind it, which take turns: {@code Gateway} tells its life.
 */
package io.celltwin.modbus.gateway;
