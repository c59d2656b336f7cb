/**
 * The front door: whatever comes by HTTP, WebSocket or a connection is a Ditto signal, and is led on here.
 */
package io.celltwin.edge.dispatch;
