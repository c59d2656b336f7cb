/** Reads and writes nodes, within what a server takes at a time. */
package io.celltwin.adapter.opcua.node;
