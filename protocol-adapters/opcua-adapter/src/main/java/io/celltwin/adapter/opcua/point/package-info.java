/** What a device's model and settings say is to be read. */
package io.celltwin.adapter.opcua.point;
