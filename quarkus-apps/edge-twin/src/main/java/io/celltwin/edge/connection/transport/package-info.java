/**
 * What a transport of connections has to give. A new one implements {@code Transport}, is a CDI bean, and passes
 * {@code TransportContract}.
 */
package io.celltwin.edge.connection.transport;
