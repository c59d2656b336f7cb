/** Alarms and conditions of a server (OPC 10000-9) as alarms of the device's twin. */
package io.celltwin.adapter.opcua.alarm;
