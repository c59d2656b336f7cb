/** What a server has kept of the time in which a device was not being read. */
package io.celltwin.adapter.opcua.history;
