package io.celltwin.edge.connection.transport;

import java.util.Map;

/**
 * A message that came by a connection, whatever the transport.
 *
 * @param address the source's address that it came by
 * @param headers its headers, names in lower case
 * @param payload its content as text
 */
public record InboundMessage(String address, Map<String, String> headers, String payload) {}
